// One of a few answers, with a line that says what it means.
import QtQuick
import Homewire.Theme
import Homewire.Controls

ChoiceButton {
    id: control

    property string line: ""

    implicitHeight: Math.max(56, words.implicitHeight + 2 * Tokens.spaceM)
    Accessible.description: line

    background: Rectangle {
        radius: Tokens.radiusControl
        color: control.isCurrent ? Theme.tint(Theme.accent) : control.hovered ? Theme.surfaceHover : Theme.surface
        border.width: control.isCurrent ? 2 : Theme.isHighContrast ? 1 : 0
        border.color: control.isCurrent ? Theme.accent : Theme.controlEdge

        FocusRing {
            isShown: control.visualFocus
        }
    }

    contentItem: Item {
        Column {
            id: words

            anchors.left: parent.left
            anchors.leftMargin: Tokens.spaceL
            anchors.right: tick.left
            anchors.rightMargin: Tokens.spaceM
            anchors.verticalCenter: parent.verticalCenter

            Label {
                width: parent.width
                text: control.text
                wrapMode: Text.Wrap
                font.pixelSize: Tokens.fontName
                isStrong: true
                isDecoration: true
            }

            Label {
                width: parent.width
                visible: text !== ""
                text: control.line
                wrapMode: Text.Wrap
                isMuted: true
                isDecoration: true
            }
        }

        Icon {
            id: tick

            anchors.right: parent.right
            anchors.rightMargin: Tokens.spaceL
            anchors.verticalCenter: parent.verticalCenter
            opacity: control.isCurrent ? 1 : 0
            glyph: Glyphs.check
            color: Theme.accent
        }
    }
}
