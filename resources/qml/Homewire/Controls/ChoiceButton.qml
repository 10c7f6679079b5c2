// A button that can be the current one. A tap only asks: what is current is what the owner says, also
// for a screen reader, which reads ``checked`` and nothing else.
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: control

    property bool isCurrent: false

    checkable: true
    checked: isCurrent
    focusPolicy: Qt.StrongFocus
    onToggled: checked = Qt.binding(() => control.isCurrent)
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.onPressAction: clicked()
    Accessible.onToggleAction: clicked()
}
