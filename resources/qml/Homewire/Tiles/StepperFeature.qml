// One value with minus and plus: a target temperature, a number.
import QtQuick
import Homewire.Desktop
import Homewire.Controls

Stepper {
    id: root

    required property Feature feature

    from: feature.map.min ?? 0
    to: feature.map.max ?? 100
    stepSize: feature.map.step ?? 1
    reported: feature.map.value ?? from
    unit: feature.map.unit ?? ""
    label: feature.fullLabel
    isPending: feature.isPending
    enabled: feature.isEnabled
    onChanged: value => Tiles.setSlider(feature.entityId, feature.id, value)
}
