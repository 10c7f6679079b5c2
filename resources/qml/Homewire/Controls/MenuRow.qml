// One line of a menu.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.ItemDelegate {
    id: control

    property bool isCurrent: false
    property string glyph: ""
    property bool isDangerous: false

    implicitHeight: Tokens.sizeTarget
    implicitWidth: 200
    leftPadding: Tokens.spaceM
    rightPadding: Tokens.spaceM
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.MenuItem
    Accessible.name: text
    Accessible.checked: isCurrent

    background: Rectangle {
        radius: Tokens.radiusSmall
        color: control.highlighted || control.hovered || control.visualFocus ? Theme.tint(Theme.neutral) : "transparent"
    }

    contentItem: Item {
        Icon {
            id: icon

            anchors.verticalCenter: parent.verticalCenter
            visible: control.glyph !== ""
            glyph: control.glyph
            size: 20
            color: control.isDangerous ? Theme.alarm : Theme.textMuted
        }

        Label {
            anchors.left: icon.visible ? icon.right : parent.left
            anchors.leftMargin: icon.visible ? Tokens.spaceM : 0
            anchors.right: tick.visible ? tick.left : parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: control.text
            isDecoration: true
            isStrong: control.isCurrent
            color: !control.enabled ? Theme.textDisabled : control.isDangerous ? Theme.alarm : Theme.text
        }

        Icon {
            id: tick

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: control.isCurrent
            glyph: Glyphs.check
            size: 18
            color: Theme.accent
        }
    }
}
