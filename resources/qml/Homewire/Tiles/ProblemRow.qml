// What a tile offers after a command went wrong, where the finger was.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    signal retried
    signal dismissed

    implicitHeight: Tokens.sizeTarget

    Button {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.rightMargin: Tokens.sizeTarget
        kind: "quiet"
        glyph: Glyphs.retry
        leftPadding: Tokens.spaceS
        rightPadding: Tokens.spaceS
        text: qsTr("Try again")
        onClicked: root.retried()
    }

    IconButton {
        anchors.right: parent.right
        glyph: Glyphs.close
        iconSize: 20
        text: qsTr("Dismiss")
        onClicked: root.dismissed()
    }
}
