// What is heard and read on this computer.
import QtQuick
import Homewire.Desktop
import Homewire.Controls

SettingGroup {
    id: root

    title: qsTr("Hearing and reading")

    SettingSwitch {
        width: parent.width
        title: qsTr("Play voices at once")
        line: qsTr("Off: what is said waits as a message.")
        isOn: TalkSettings.autoplay
        onAsked: isOn => TalkSettings.autoplay = isOn
    }

    SettingSwitch {
        width: parent.width
        visible: TalkSettings.canTranscripts
        title: qsTr("Show what is said as text")
        line: TalkSettings.transcriptsText
        isOn: TalkSettings.transcripts
        onAsked: isOn => TalkSettings.transcripts = isOn
    }

    SettingRow {
        width: parent.width
        visible: !TalkSettings.canTranscripts
        title: qsTr("Show what is said as text")
        line: TalkSettings.transcriptsText
    }

    SettingChoice {
        width: parent.width
        visible: TalkSettings.areaOptions.length > 1
        title: qsTr("Where this computer stands")
        options: TalkSettings.areaOptions
        current: TalkSettings.areaId
        onChosen: value => TalkSettings.areaId = value
    }

    SettingSwitch {
        width: parent.width
        title: qsTr("Silent when somebody speaks in the same room")
        line: qsTr("Keeps two devices in one room from echoing each other.")
        isOn: TalkSettings.sameAreaMute
        onAsked: isOn => TalkSettings.sameAreaMute = isOn
    }
}
