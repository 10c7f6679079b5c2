// How the app looks, where secrets are kept, and what it is.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Notices
import Homewire.People
import Homewire.Talk

Page {
    id: root

    title: qsTr("Settings")

    maximumWidth: Tokens.sizeFormWidth + 80
    spacing: Tokens.spaceXl

    component Choice: SettingRow {
        id: choice

        property var options: []
        property string current: ""

        signal chosen(string value)

        Select {
            width: choice.isNarrow ? choice.width - 2 * Tokens.spaceL : 220
            isFramed: true
            label: choice.title
            options: choice.options
            current: choice.current
            onChosen: value => choice.chosen(value)
        }
    }

    SettingGroup {
        width: parent.width
        title: qsTr("Appearance")

        Choice {
            width: parent.width
            title: qsTr("Theme")
            line: qsTr("High contrast has the strongest edges and words.")
            options: Settings.themes
            current: Settings.theme
            onChosen: value => Settings.theme = value
        }

        Choice {
            width: parent.width
            title: qsTr("Language")
            options: Settings.languages
            current: Settings.language
            onChosen: value => Settings.language = value
        }

        Choice {
            width: parent.width
            title: qsTr("Density")
            line: qsTr("Compact shows more tiles at once.")
            options: Settings.densities
            current: Settings.density
            onChosen: value => Settings.density = value
        }

        SettingRow {
            width: parent.width
            title: qsTr("Reduce motion")
            line: qsTr("Nothing slides or turns.")

            Toggle {
                text: qsTr("Reduce motion")
                isOn: Settings.reducedMotion
                onAsked: isOn => Settings.reducedMotion = isOn
            }
        }

        Choice {
            width: parent.width
            title: qsTr("Graphics")
            line: Settings.rendererText
            options: Settings.renderers
            current: Settings.renderer
            onChosen: value => Settings.renderer = value
        }
    }

    Banner {
        width: parent.width
        visible: Settings.needsRestart
        glyph: Glyphs.about
        ink: Theme.accent
        text: Settings.restartText
    }

    Loader {
        id: talkSettings

        width: parent.width
        active: TalkSettings.isAvailable
        visible: active
        sourceComponent: TalkSettingsSection {
            viewBottom: root.contentY + root.height - talkSettings.y
        }
    }

    NotificationGroup {
        width: parent.width
    }

    HomeGroup {
        width: parent.width
        visible: Joining.isAvailable
    }

    PhoneSettings {
        width: parent.width
        visible: App.canConfigure
    }

    SettingGroup {
        width: parent.width
        title: qsTr("Keys and passwords")

        SettingRow {
            width: parent.width
            glyph: Glyphs.secret
            color: Settings.secretKind === "memory" ? Theme.attention : Theme.good
            title: Settings.secretKind === "keyring" ? qsTr("Kept safe by this computer") : Settings.secretKind === "file" ? qsTr("Kept in a protected file") : qsTr("Kept only until the app closes")
            line: Settings.secretNote
        }
    }

    SettingGroup {
        width: parent.width
        title: qsTr("About")

        SettingRow {
            width: parent.width
            title: qsTr("Homewire %1").arg(Settings.version)
            line: Settings.about
        }

        SettingRow {
            width: parent.width
            visible: Settings.hubUrl !== ""
            title: qsTr("Hub")
            line: Settings.hubUrl

            IconButton {
                glyph: Glyphs.copy
                text: qsTr("Copy the address")
                onClicked: App.copy(Settings.hubUrl)
            }
        }

        SettingRow {
            width: parent.width
            visible: Settings.dataFolder !== ""
            title: qsTr("Data folder")
            line: Settings.dataFolder

            Button {
                text: qsTr("Open")
                Accessible.name: qsTr("Open the data folder")
                onClicked: Settings.openDataFolder()
            }
        }

        SettingRow {
            width: parent.width
            title: qsTr("Something is wrong?")
            line: qsTr("Copies versions and the state of every connection, without secrets.")

            Button {
                text: qsTr("Copy details")
                onClicked: Settings.copyDiagnostics()
            }
        }

        SettingRow {
            width: parent.width
            title: qsTr("Licence")
            line: Settings.licenseText
        }
    }

    SettingGroup {
        width: parent.width
        title: qsTr("Keyboard")

        ShortcutList {
            width: parent.width
        }
    }
}
