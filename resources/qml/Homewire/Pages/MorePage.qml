// On a phone: the places that do not fit into the bottom bar.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    title: qsTr("More")

    readonly property var entries: App.navigation.filter(entry => ["gateways", "people", "map", "settings"].includes(entry.page))

    spacing: Tokens.spaceS

    Repeater {
        model: root.entries.length

        ListRow {
            required property int index
            readonly property var entry: root.entries[index] ?? ({})

            width: root.column.width
            glyph: entry.icon ?? ""
            title: entry.label ?? ""
            line: entry.summary ?? ""
            isFollowed: true
            onClicked: App.navigate(entry.page)
        }
    }
}
