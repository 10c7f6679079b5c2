// What was done last, with the way back beside it.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    property string text: ""
    property bool canUndo: false

    signal undone
    signal dismissed

    implicitHeight: Math.max(Tokens.sizeTarget, label.implicitHeight + 2 * Tokens.spaceM)
    visible: text !== ""
    radius: Tokens.radiusControl
    color: Theme.surface
    border.width: 1
    border.color: Theme.good
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Icon {
        id: mark

        x: Tokens.spaceM
        anchors.verticalCenter: parent.verticalCenter
        glyph: Glyphs.check
        size: 22
        color: Theme.good
    }

    Label {
        id: label

        anchors.left: mark.right
        anchors.leftMargin: Tokens.spaceM
        anchors.right: undoButton.visible ? undoButton.left : closeButton.left
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        wrapMode: Text.Wrap
        isDecoration: true
    }

    Button {
        id: undoButton

        anchors.right: closeButton.left
        anchors.verticalCenter: parent.verticalCenter
        visible: root.canUndo
        kind: "quiet"
        text: qsTr("Undo")
        onClicked: root.undone()
    }

    IconButton {
        id: closeButton

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        glyph: Glyphs.close
        iconSize: 20
        text: qsTr("Dismiss")
        onClicked: root.dismissed()
    }
}
