// A setting that is one of a few, chosen from a menu.
import QtQuick
import Homewire.Theme
import Homewire.Controls

SettingRow {
    id: root

    property var options: []
    property string current: ""

    signal chosen(string value)

    Select {
        width: root.isNarrow ? root.width - 2 * Tokens.spaceL : 240
        isFramed: true
        label: root.title
        options: root.options
        current: root.current
        onChosen: value => root.chosen(value)
    }
}
