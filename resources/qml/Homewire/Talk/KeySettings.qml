// How one talks: held, tapped or by voice, and with which keys.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

SettingGroup {
    id: root

    readonly property string hint: TalkSettings.modes.find(mode => mode.value === TalkSettings.mode)?.hint ?? ""

    title: qsTr("Talk")

    SettingChoice {
        width: parent.width
        title: qsTr("Talk button")
        line: root.hint
        options: TalkSettings.modes
        current: TalkSettings.mode
        onChosen: value => TalkSettings.mode = value
    }

    SettingRow {
        width: parent.width
        title: qsTr("Key in this window")
        line: TalkSettings.isCapturingKey ? qsTr("Press the key you want. Esc leaves it as it is.") : qsTr("Does the same as the talk button, unless you are writing.")

        Button {
            width: Math.max(120, implicitWidth)
            kind: TalkSettings.isCapturingKey ? "primary" : "plain"
            text: TalkSettings.isCapturingKey ? qsTr("Press a key …") : TalkSettings.keyText !== "" ? TalkSettings.keyText : qsTr("None")
            Accessible.name: qsTr("Key in this window: %1").arg(text)
            onClicked: {
                if (TalkSettings.isCapturingKey)
                    TalkSettings.cancelCapture();
                else
                    TalkSettings.captureKey();
            }
        }
    }

    SettingRow {
        width: parent.width
        title: qsTr("Key everywhere on this computer")
        line: TalkSettings.hotkeyProblem !== "" ? TalkSettings.hotkeyProblem : TalkSettings.hotkeyText

        Row {
            visible: TalkSettings.canHotkey
            spacing: Tokens.spaceXs

            Button {
                width: Math.max(120, implicitWidth)
                text: TalkSettings.hotkey !== "" ? TalkSettings.hotkey : qsTr("Choose")
                Accessible.name: qsTr("Key everywhere on this computer: %1").arg(TalkSettings.hotkey !== "" ? TalkSettings.hotkey : qsTr("None"))
                onClicked: TalkSettings.captureHotkey()
            }

            IconButton {
                visible: TalkSettings.hotkey !== ""
                glyph: Glyphs.close
                text: qsTr("Use no key everywhere")
                onClicked: TalkSettings.clearHotkey()
            }
        }
    }

    SettingSwitch {
        width: parent.width
        title: qsTr("Sounds of the talk button")
        line: qsTr("A short sound when you may speak, when it ends and when it is not possible.")
        isOn: TalkSettings.cueSounds
        onAsked: isOn => {
            TalkSettings.cueSounds = isOn;
            if (isOn)
                TalkSettings.playCue("granted");
        }
    }
}
