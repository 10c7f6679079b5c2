// In a device's detail: that it may be there twice, or what is shown as part of it.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    property string deviceId: ""
    property var merged: []

    function look() {
        merged = Duplicates.mergedInto(deviceId);
    }

    spacing: Tokens.spaceM
    onDeviceIdChanged: look()
    Component.onCompleted: look()

    Connections {
        target: Duplicates

        function onMergedChanged() {
            root.look();
        }
    }

    Repeater {
        model: Duplicates

        Loader {
            id: slot

            required property string groupId
            required property string title
            required property string reasonText
            required property var devices
            required property bool isBusy

            width: root.width
            active: devices.some(device => device.deviceId === root.deviceId)
            visible: active
            sourceComponent: DuplicateCard {
                groupId: slot.groupId
                title: slot.title
                reasonText: slot.reasonText
                devices: slot.devices
                isBusy: slot.isBusy
            }
        }
    }

    Repeater {
        model: root.merged.length

        Banner {
            required property int index
            readonly property var part: root.merged[index] ?? ({})

            width: root.width
            glyph: Glyphs.merge
            ink: Theme.neutral
            text: qsTr("Also reached through %1, as “%2”").arg(part.gatewayTitle ?? "").arg(part.name ?? "")
            actionText: qsTr("Separate")
            onActed: Duplicates.separate(part.deviceId)
        }
    }
}
