// A setting that is one of a few, chosen from a menu.
import QtQuick
import Homewire.Theme
import Homewire.Controls

SettingRow {
    id: root

    property var options: []
    property string current: ""
    // Shown while the options are not known.
    property string currentLabel: ""

    signal chosen(string value)

    Select {
        width: root.isNarrow ? root.width - 2 * Tokens.spaceL : 240
        isFramed: true
        label: root.title
        options: root.options
        current: root.current
        currentLabel: root.currentLabel
        onChosen: value => root.chosen(value)
    }
}
