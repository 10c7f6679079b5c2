// A picture that fills a tile: cover art or a camera's last frame.
import QtQuick
import Homewire.Theme

Item {
    id: root

    property url source
    readonly property bool isShown: visible && image.status === Image.Ready

    Accessible.ignored: true

    Image {
        id: image

        anchors.fill: parent
        source: root.source
        sourceSize.width: 480
        fillMode: Image.PreserveAspectCrop
        asynchronous: true
        visible: status === Image.Ready
    }

    // Keeps the words above readable on any picture.
    Rectangle {
        width: parent.width
        height: Math.min(parent.height, Tokens.sizeTileRow + 8)
        visible: root.isShown
        color: Qt.alpha(Theme.surface, 0.86)
    }
}
