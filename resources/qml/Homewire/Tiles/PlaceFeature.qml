// Where something is and how it moves, without a map: a needle for its heading, and numbers.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    required property Feature feature
    readonly property var latitude: feature.map.latitude
    readonly property var heading: feature.map.headingDeg
    readonly property bool isKnown: latitude !== null && latitude !== undefined
    readonly property string position: isKnown ? qsTr("%1, %2").arg(coordinate(latitude, qsTr("N"), qsTr("S"))).arg(coordinate(feature.map.longitude, qsTr("E"), qsTr("W"))) : qsTr("Position not known")

    function coordinate(value: real, positive: string, negative: string): string {
        return qsTr("%1° %2").arg(Number(Math.abs(value)).toLocaleString(Qt.locale(), "f", 4)).arg(value >= 0 ? positive : negative);
    }

    function compass(degrees: real): string {
        const names = [qsTr("north"), qsTr("north-east"), qsTr("east"), qsTr("south-east"), qsTr("south"), qsTr("south-west"), qsTr("west"), qsTr("north-west")];
        return names[Math.round(degrees / 45) % 8];
    }

    implicitHeight: 56
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1. %2").arg(details.text).arg(place.text)

    Rectangle {
        id: dial

        width: 48
        height: 48
        radius: 24
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.surfaceSunken

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 1
            text: qsTr("N")
            font.pixelSize: 9
            isMuted: true
            isDecoration: true
        }

        Icon {
            anchors.centerIn: parent
            glyph: Glyphs.compass
            size: 24
            color: root.feature.color
            visible: root.heading !== null && root.heading !== undefined
            rotation: visible ? root.heading : 0
        }
    }

    Column {
        anchors.left: dial.right
        anchors.leftMargin: Tokens.spaceM
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2

        Label {
            id: details

            width: parent.width
            text: {
                const parts = [];
                if (root.feature.map.speedText)
                    parts.push(root.feature.map.speedText);
                if (root.heading !== null && root.heading !== undefined)
                    parts.push(qsTr("heading %1").arg(root.compass(root.heading)));
                return parts.length > 0 ? parts.join(" · ") : qsTr("Standing");
            }
            isStrong: true
            isDecoration: true
        }

        Label {
            id: place

            width: parent.width
            text: root.feature.map.accuracyM && root.isKnown ? qsTr("%1 · within %2 m").arg(root.position).arg(Math.round(root.feature.map.accuracyM)) : root.position
            isMuted: true
            isDecoration: true
        }
    }
}
