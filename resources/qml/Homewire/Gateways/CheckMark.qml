// A box to tick. What is ticked is what the owner says.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme
import Homewire.Controls

T.AbstractButton {
    id: control

    property bool isChecked: false

    implicitWidth: Tokens.sizeTarget
    implicitHeight: Tokens.sizeTarget
    checkable: true
    checked: isChecked
    focusPolicy: Qt.StrongFocus
    onToggled: checked = Qt.binding(() => control.isChecked)
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: isChecked
    Accessible.onPressAction: clicked()
    Accessible.onToggleAction: clicked()

    contentItem: Item {
        Rectangle {
            anchors.centerIn: parent
            width: 24
            height: 24
            radius: 6
            color: control.isChecked ? Theme.accent : Theme.surface
            border.width: control.isChecked ? 0 : 2
            border.color: Theme.controlEdge

            FocusRing {
                isShown: control.visualFocus
                radius: 10
            }

            Icon {
                anchors.centerIn: parent
                visible: control.isChecked
                glyph: Glyphs.check
                size: 20
                color: Theme.accentText
            }
        }
    }
}
