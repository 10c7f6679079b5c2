// What is shown while another window is in front.
import QtQuick
import Homewire.Desktop
import Homewire.Controls

SettingGroup {
    title: qsTr("Notifications")

    SettingRow {
        width: parent.width
        title: qsTr("Notices of the home")
        line: NotificationSettings.text

        Toggle {
            text: qsTr("Notices of the home")
            enabled: NotificationSettings.isAvailable
            isOn: NotificationSettings.hasNotices && NotificationSettings.isAvailable
            onAsked: isOn => NotificationSettings.hasNotices = isOn
        }
    }

    SettingRow {
        width: parent.width
        title: qsTr("Messages people write to you")

        Toggle {
            text: qsTr("Messages people write to you")
            enabled: NotificationSettings.isAvailable
            isOn: NotificationSettings.hasMessages && NotificationSettings.isAvailable
            onAsked: isOn => NotificationSettings.hasMessages = isOn
        }
    }
}
