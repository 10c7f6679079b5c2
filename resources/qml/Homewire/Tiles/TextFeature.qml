// A text the device keeps; sent when it is confirmed, not while it is typed.
import QtQuick
import Homewire.Desktop
import Homewire.Controls

TextField {
    id: root

    required property Feature feature
    readonly property string reported: feature.map.value ?? ""

    label: feature.isFull ? feature.label : ""
    isRequired: true
    isSecret: feature.map.isSecret === true
    maximumLength: feature.map.maxLength ?? 255
    enabled: feature.isEnabled
    field.Accessible.name: feature.fullLabel
    onReportedChanged: if (!field.activeFocus) text = reported
    Component.onCompleted: text = reported
    onAccepted: Tiles.choose(feature.entityId, feature.id, text)
}
