// Where something is and how it moves: a small map, and beside or below it the same in words.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Map

Item {
    id: root

    required property Feature feature
    readonly property var latitude: feature.map.latitude
    readonly property var heading: feature.map.headingDeg
    readonly property bool hasHeading: heading !== null && heading !== undefined && (feature.map.speedText ?? "") !== ""
    readonly property bool isKnown: latitude !== null && latitude !== undefined
    readonly property string position: isKnown ? qsTr("%1, %2").arg(coordinate(latitude, qsTr("N"), qsTr("S"))).arg(coordinate(feature.map.longitude, qsTr("E"), qsTr("W"))) : qsTr("Position not known")
    readonly property string way: isKnown ? HomeMap.wayFromHome(latitude, feature.map.longitude) : ""
    readonly property string placeText: {
        const where = way !== "" && !feature.isFull ? way : position;
        return feature.map.accuracyM && isKnown ? qsTr("%1 · within %2 m").arg(where).arg(Math.round(feature.map.accuracyM)) : where;
    }

    function coordinate(value: real, positive: string, negative: string): string {
        return qsTr("%1° %2").arg(Number(Math.abs(value)).toLocaleString(Qt.locale(), "f", 4)).arg(value >= 0 ? positive : negative);
    }

    function compass(degrees: real): string {
        const names = [qsTr("north"), qsTr("north-east"), qsTr("east"), qsTr("south-east"), qsTr("south"), qsTr("south-west"), qsTr("west"), qsTr("north-west")];
        return names[Math.round(degrees / 45) % 8];
    }

    implicitHeight: feature.isFull ? words.y + words.height + Tokens.spaceM + button.height : 56
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1. %2").arg(details.text).arg(place.text)

    MapGlimpse {
        id: map

        width: root.feature.isFull ? parent.width : Math.min(96, parent.width * 0.4)
        height: root.feature.isFull ? 200 : 56
        visible: root.isKnown
        latitude: root.latitude ?? 0
        longitude: root.feature.map.longitude ?? 0
        accuracyM: root.feature.map.accuracyM ?? 0
        hasHeading: root.hasHeading
        heading: root.heading ?? 0
        ink: root.feature.color
    }

    Column {
        id: words

        x: root.feature.isFull || !root.isKnown ? 0 : map.width + Tokens.spaceM
        y: root.feature.isFull ? map.height + Tokens.spaceM : (parent.height - height) / 2
        width: parent.width - x
        spacing: 2

        Label {
            id: details

            width: parent.width
            text: {
                const parts = [];
                if (root.feature.map.speedText)
                    parts.push(root.feature.map.speedText);
                if (root.hasHeading)
                    parts.push(qsTr("heading %1").arg(root.compass(root.heading)));
                if (root.feature.isFull && root.way !== "")
                    parts.push(root.way);
                return parts.length > 0 ? parts.join(" · ") : qsTr("Standing");
            }
            wrapMode: root.feature.isFull ? Text.Wrap : Text.NoWrap
            isStrong: true
            isDecoration: true
        }

        Label {
            id: place

            width: parent.width
            text: root.placeText
            wrapMode: root.feature.isFull ? Text.Wrap : Text.NoWrap
            isMuted: true
            isDecoration: true
        }
    }

    Button {
        id: button

        anchors.bottom: parent.bottom
        visible: root.feature.isFull
        glyph: Glyphs.map
        text: qsTr("Show on the map")
        onClicked: {
            App.navigate("map");
            HomeMap.select(root.feature.entityId);
        }
    }
}
