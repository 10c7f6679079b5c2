// A setting that is on or off.
import QtQuick
import Homewire.Controls

SettingRow {
    id: root

    property bool isOn: false

    signal asked(bool isOn)

    Toggle {
        text: root.title
        isOn: root.isOn
        enabled: root.enabled
        onAsked: isOn => root.asked(isOn)
    }
}
