// Which home this window shows, and how to show another one.
import QtQuick
import Homewire.Desktop
import Homewire.Controls

SettingGroup {
    title: qsTr("Home")

    SettingRow {
        width: parent.width
        title: Joining.address === "" ? qsTr("The home in this computer") : qsTr("A home elsewhere")
        line: Joining.address === "" ? qsTr("This program runs it itself.") : Joining.address

        Button {
            visible: Joining.address !== ""
            text: qsTr("Leave")
            Accessible.name: qsTr("Show the home in this computer again")
            onClicked: Joining.goHome()
        }
    }

    SettingRow {
        width: parent.width
        title: qsTr("Join a home")
        line: qsTr("With the link its owner gives you. This computer then shows that home.")

        Button {
            text: qsTr("Join")
            Accessible.name: qsTr("Join a home")
            onClicked: App.navigate("join")
        }
    }
}
