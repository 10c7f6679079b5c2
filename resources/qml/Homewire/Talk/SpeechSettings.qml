// For the owner: whether the hub writes down what is said, with what, and what a voice may open.
import QtQuick
import Homewire.Desktop
import Homewire.Controls

SettingGroup {
    id: root

    title: qsTr("Speech on the hub")

    SettingSwitch {
        width: parent.width
        title: qsTr("Write down what is said")
        line: TalkSettings.transcriptsText
        isOn: TalkSettings.speechOn
        onAsked: isOn => TalkSettings.speechOn = isOn
    }

    SettingChoice {
        width: parent.width
        visible: TalkSettings.speechOn && TalkSettings.speechEngines.length > 1
        title: qsTr("Written down by")
        options: TalkSettings.speechEngines
        current: TalkSettings.speechEngine
        onChosen: value => TalkSettings.speechEngine = value
    }

    SettingRow {
        id: folderRow

        width: parent.width
        visible: TalkSettings.speechOn
        title: qsTr("Folder of the speech model")
        line: qsTr("On the hub's computer. Empty uses the one that came with it.")

        TextField {
            width: folderRow.isNarrow ? folderRow.width - 32 : 240
            isRequired: true
            placeholder: qsTr("The one that came with it")
            text: TalkSettings.speechModelFolder
            onAccepted: TalkSettings.speechModelFolder = text.trim()
        }
    }

    SettingSwitch {
        width: parent.width
        visible: TalkSettings.speechOn
        title: qsTr("A voice may unlock doors")
        line: qsTr("Anybody who can be heard could say it. Better left off.")
        isOn: TalkSettings.canUnlockByVoice
        onAsked: isOn => TalkSettings.canUnlockByVoice = isOn
    }
}
