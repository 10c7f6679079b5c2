// Everything a person can set about talking, as groups of a settings page.
import QtQuick
import Homewire.Desktop
import Homewire.Theme

Column {
    id: root

    // How far down one sees.
    property real viewBottom: Infinity

    spacing: Tokens.spaceXl

    KeySettings {
        width: parent.width
    }

    SoundSettings {
        width: parent.width
        isNear: y < root.viewBottom
    }

    QuietSettings {
        width: parent.width
    }

    HearingSettings {
        width: parent.width
    }

    SpeechSettings {
        width: parent.width
        visible: TalkSettings.canConfigureSpeech
    }
}
