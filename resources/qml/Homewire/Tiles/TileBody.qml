// The lower part of a large tile: how far a song has got, where something is, or why there is no picture.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    required property string domain
    required property var features
    required property color color

    readonly property var extra: features.find(feature => feature.kind === "place" || feature.kind === "media") ?? null
    // Lists from the view model are copied at each look, so kinds are compared and not objects.
    readonly property bool isFirst: extra !== null && features[0].kind === extra.kind

    FeatureRow {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        feature: root.isFirst ? null : root.extra
        color: root.color
    }

    Row {
        anchors.verticalCenter: parent.verticalCenter
        visible: root.domain === "camera"
        spacing: Tokens.spaceM

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            glyph: Glyphs.noPicture
            size: 24
            color: Theme.textMuted
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("No picture yet")
            isMuted: true
            isDecoration: true
        }
    }
}
