// Whom the key talks to, chosen from all that can be talked to.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

T.AbstractButton {
    id: control

    implicitWidth: 200
    implicitHeight: Tokens.sizeTarget
    text: Talk.channelName
    focusPolicy: Qt.StrongFocus
    onClicked: menu.active = true
    Keys.onReturnPressed: click()
    Keys.onDownPressed: click()

    Accessible.role: Accessible.ComboBox
    Accessible.name: qsTr("Talk to")
    Accessible.description: text

    background: Rectangle {
        radius: Tokens.radiusControl
        color: control.hovered || control.down ? Theme.surfaceHover : Theme.surface
        border.width: 1
        border.color: Theme.controlEdge

        FocusRing {
            isShown: control.visualFocus
        }
    }

    contentItem: Item {
        Icon {
            id: icon

            x: Tokens.spaceM
            anchors.verticalCenter: parent.verticalCenter
            glyph: Talk.channelIcon
            size: 20
            color: Theme.textMuted
        }

        Label {
            anchors.left: icon.right
            anchors.leftMargin: Tokens.spaceS
            anchors.right: arrow.left
            anchors.verticalCenter: parent.verticalCenter
            text: control.text
            isStrong: true
            isDecoration: true
        }

        Icon {
            id: arrow

            anchors.right: parent.right
            anchors.rightMargin: Tokens.spaceS
            anchors.verticalCenter: parent.verticalCenter
            glyph: Glyphs.chevronDown
            size: 20
            color: Theme.textMuted
        }
    }

    Loader {
        id: menu

        active: false
        sourceComponent: ChannelMenu {
            parent: control
            onClosed: menu.active = false
            Component.onCompleted: open()
        }
    }
}
