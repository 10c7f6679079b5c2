// One of several devices that may be one: choose whose name, room and controls stay.
import QtQuick
import Homewire.Theme
import Homewire.Controls

ChoiceButton {
    id: control

    property string line: ""

    implicitHeight: Math.max(52, words.implicitHeight + 2 * Tokens.spaceS)
    Accessible.description: line

    background: Rectangle {
        radius: Tokens.radiusControl
        color: control.isCurrent ? Theme.tint(Theme.accent) : control.hovered ? Theme.surfaceHover : "transparent"
        border.width: control.isCurrent ? 2 : 1
        border.color: control.isCurrent ? Theme.accent : Theme.outline

        FocusRing {
            isShown: control.visualFocus
        }
    }

    contentItem: Item {
        Column {
            id: words

            anchors.left: parent.left
            anchors.leftMargin: Tokens.spaceM
            anchors.right: mark.left
            anchors.rightMargin: Tokens.spaceS
            anchors.verticalCenter: parent.verticalCenter

            Label {
                width: parent.width
                text: control.text
                isStrong: true
                isDecoration: true
            }

            Label {
                width: parent.width
                text: control.line
                isMuted: true
                wrapMode: Text.Wrap
                maximumLineCount: 2
                isDecoration: true
            }
        }

        Label {
            id: mark

            anchors.right: parent.right
            anchors.rightMargin: Tokens.spaceM
            anchors.verticalCenter: parent.verticalCenter
            visible: control.isCurrent
            text: qsTr("stays")
            color: Theme.accent
            isStrong: true
            isDecoration: true
        }
    }
}
