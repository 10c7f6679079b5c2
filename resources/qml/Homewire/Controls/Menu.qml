// A small list of actions near what they act on. Filled with ``MenuRow`` items.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.Popup {
    id: control

    default property alias rows: column.data

    width: 240
    height: column.implicitHeight + topPadding + bottomPadding
    padding: Tokens.spaceS
    margins: Tokens.spaceS
    focus: true
    onOpened: column.forceActiveFocus()

    background: MenuGround {}

    contentItem: FocusScope {
        Column {
            id: column

            width: parent.width
            focus: true
            Accessible.role: Accessible.PopupMenu
            Keys.onDownPressed: {
                const next = (column.Window.activeFocusItem ?? column).nextItemInFocusChain(true);
                next.forceActiveFocus(Qt.TabFocusReason);
            }
            Keys.onUpPressed: {
                const previous = (column.Window.activeFocusItem ?? column).nextItemInFocusChain(false);
                previous.forceActiveFocus(Qt.BacktabFocusReason);
            }
        }
    }
}
