// Whether phones may come in from the network, and the way to add one.
import QtQuick
import Homewire.Desktop
import Homewire.Controls

SettingGroup {
    title: qsTr("Phones")

    SettingRow {
        width: parent.width
        title: qsTr("Let phones in")
        line: Settings.needsRestart ? Settings.restartText : Settings.phonesText

        Toggle {
            text: qsTr("Let phones in")
            isOn: Settings.letsPhonesIn
            onAsked: isOn => Settings.letsPhonesIn = isOn
        }
    }

    SettingRow {
        width: parent.width
        visible: People.canManage
        title: qsTr("Add a phone")
        line: qsTr("With a code that only that phone can read.")

        Button {
            text: qsTr("Add")
            Accessible.name: qsTr("Add a phone")
            onClicked: App.navigate("addPhone")
        }
    }
}
