// A button that is only an icon; ``text`` is its name for screen readers and the hint under the mouse.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.Button {
    id: control

    property string glyph: ""
    property color color: Theme.textMuted
    property int iconSize: Tokens.sizeIcon

    implicitWidth: Tokens.sizeTarget
    implicitHeight: Tokens.sizeTarget
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width, 40)
        height: width
        radius: Tokens.radiusControl
        color: control.hovered || control.down ? Theme.tint(Theme.neutral) : "transparent"

        FocusRing {
            isShown: control.visualFocus
            gap: 0
        }
    }

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            glyph: control.glyph
            size: control.iconSize
            color: control.enabled ? control.color : Theme.textDisabled
        }
    }

    Loader {
        active: control.hovered && control.text !== ""
        sourceComponent: Hint {
            parent: control
            text: control.text
        }
    }
}
