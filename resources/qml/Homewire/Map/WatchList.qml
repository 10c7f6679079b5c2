// For each place whether to be told when somebody arrives there or leaves.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Controls

SettingGroup {
    id: root

    property string name: ""

    title: qsTr("Tell me when %1 arrives or leaves").arg(name)

    Repeater {
        model: HomeMap.watchRows.length

        SettingRow {
            id: row

            required property int index
            readonly property var watch: HomeMap.watchRows[index] ?? ({})

            width: root.width
            glyph: watch.glyph ?? ""
            title: watch.name ?? ""

            Select {
                width: 136
                label: qsTr("Notices about %1").arg(row.watch.name ?? "")
                options: HomeMap.watchChoices
                current: row.watch.on ?? ""
                isFramed: true
                onChosen: value => HomeMap.watch(row.watch.zoneId, value)
            }
        }
    }
}
