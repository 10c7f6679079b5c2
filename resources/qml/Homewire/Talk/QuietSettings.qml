// When this computer stays silent: for a while from now, and every day between two times.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

SettingGroup {
    id: root

    readonly property int evening: 22 * 60
    readonly property int morning: 7 * 60

    title: qsTr("Quiet")

    SettingRow {
        id: disturbRow

        width: parent.width
        title: qsTr("Do not disturb")
        line: TalkSettings.doNotDisturb ? TalkSettings.doNotDisturbText : qsTr("What is said meanwhile waits as a message.")

        Button {
            visible: TalkSettings.doNotDisturb
            text: qsTr("End it")
            onClicked: TalkSettings.setDoNotDisturb(0)
        }

        Select {
            visible: !TalkSettings.doNotDisturb
            width: disturbRow.isNarrow ? disturbRow.width - 2 * Tokens.spaceL : 240
            isFramed: true
            label: disturbRow.title
            options: TalkSettings.doNotDisturbChoices.map(choice => ({
                        value: String(choice.value),
                        label: choice.label
                    }))
            currentLabel: qsTr("Off")
            onChosen: value => TalkSettings.setDoNotDisturb(Number(value))
        }
    }

    Repeater {
        model: TalkSettings.quietHours.length

        QuietRow {
            required property int index

            width: root.width
            quiet: TalkSettings.quietHours[index] ?? ({})
        }
    }

    SettingRow {
        width: parent.width
        title: qsTr("Quiet hours")
        line: qsTr("Every day between two times nobody is heard here.")

        Button {
            glyph: Glyphs.add
            text: qsTr("Add")
            Accessible.name: qsTr("Add quiet hours")
            onClicked: TalkSettings.addQuiet(root.evening, root.morning)
        }
    }
}
