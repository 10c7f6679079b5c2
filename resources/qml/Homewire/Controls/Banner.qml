// One line across a page about something that concerns all of it, such as a lost connection.
import QtQuick
import Homewire.Theme

Rectangle {
    id: root

    property string text: ""
    property string actionText: ""
    property string glyph: Glyphs.unavailable
    property color ink: Theme.attention
    property bool isBusy: false

    signal acted

    implicitHeight: Math.max(Tokens.sizeTarget, label.implicitHeight + 2 * Tokens.spaceM)
    radius: Tokens.radiusControl
    color: Theme.tint(root.ink)
    border.width: Theme.isHighContrast ? 1 : 0
    border.color: root.ink
    Accessible.role: Accessible.AlertMessage
    Accessible.name: label.text

    Icon {
        id: mark

        x: Tokens.spaceM
        anchors.verticalCenter: parent.verticalCenter
        glyph: root.glyph
        size: 22
        color: root.ink

        PendingArc {
            anchors.fill: parent
            anchors.margins: -4
            visible: root.isBusy
            color: root.ink
        }
    }

    Label {
        id: label

        anchors.left: mark.right
        anchors.leftMargin: Tokens.spaceM
        anchors.right: action.visible ? action.left : parent.right
        anchors.rightMargin: Tokens.spaceM
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        wrapMode: Text.Wrap
        isDecoration: true
    }

    Button {
        id: action

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: root.actionText !== ""
        kind: "quiet"
        text: root.actionText
        onClicked: root.acted()
    }
}
