// The middle of a large tile: what plays, where it is, or why there is no picture.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    required property string domain
    required property var features
    required property string mediaTitle
    required property string mediaArtist
    required property color color

    readonly property var extra: features.find(feature => feature.kind === "place" || feature.kind === "media") ?? null
    readonly property bool isFirst: features.length > 0 && features[0] === extra

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: root.domain === "media_player"
        spacing: 2

        Label {
            width: parent.width
            text: root.mediaTitle !== "" ? root.mediaTitle : qsTr("Nothing is playing")
            font.pixelSize: Tokens.fontName
            isStrong: root.mediaTitle !== ""
            isMuted: root.mediaTitle === ""
            isDecoration: true
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.mediaArtist
            isMuted: true
            isDecoration: true
        }

        FeatureRow {
            width: parent.width
            visible: root.mediaTitle !== "" && kind === "media" && !root.isFirst
            feature: root.extra && root.extra.kind === "media" ? root.extra : null
            color: root.color
        }
    }

    FeatureRow {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: kind === "place" && !root.isFirst
        feature: root.extra && root.extra.kind === "place" ? root.extra : null
        color: root.color
    }

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: 4
        anchors.bottomMargin: root.features.length > 0 ? 4 : 12
        visible: root.domain === "camera"
        radius: Tokens.radiusControl
        color: Theme.surfaceSunken

        Column {
            anchors.centerIn: parent
            width: parent.width - 24
            spacing: 4

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                glyph: Glyphs.noPicture
                size: 28
                color: Theme.textMuted
            }

            Label {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("No picture yet")
                isMuted: true
                isDecoration: true
            }
        }
    }
}
