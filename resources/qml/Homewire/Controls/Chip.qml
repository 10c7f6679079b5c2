// A short fact with an icon; a button when somebody listens.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.AbstractButton {
    id: control

    property string glyph: ""
    property color color: Theme.textMuted
    property bool isButton: false

    implicitWidth: row.implicitWidth + 2 * Tokens.spaceM
    implicitHeight: Tokens.sizeTarget
    enabled: true
    focusPolicy: isButton ? Qt.StrongFocus : Qt.NoFocus
    hoverEnabled: isButton
    Keys.onReturnPressed: if (isButton) click()
    Keys.onEnterPressed: if (isButton) click()

    Accessible.role: isButton ? Accessible.Button : Accessible.StaticText
    Accessible.name: text

    background: Item {
        Rectangle {
            id: ground

            anchors.centerIn: parent
            width: parent.width
            height: 36
            radius: height / 2
            color: control.hovered || control.down ? Theme.surfaceHover : Theme.surface
            border.width: Theme.isHighContrast ? 1 : 0
            border.color: Theme.controlEdge

            FocusRing {
                isShown: control.visualFocus
                radius: ground.radius + 4
            }
        }
    }

    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: 6

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: control.glyph !== ""
                glyph: control.glyph
                size: 18
                color: control.color
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: control.text
                isDecoration: true
            }
        }
    }
}
