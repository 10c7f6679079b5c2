// The list of keys, one key away.
import QtQuick
import Homewire.Controls
import Homewire.Pages

Dialog {
    title: qsTr("Keyboard")

    ShortcutList {
        width: parent ? parent.width : 0
    }
}
