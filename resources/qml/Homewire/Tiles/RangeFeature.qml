// Two values on one bar: what a room may cool down to and warm up to.
import QtQuick
import Homewire.Desktop
import Homewire.Controls

RangeSlider {
    id: root

    required property Feature feature

    from: feature.map.min ?? 0
    to: feature.map.max ?? 100
    stepSize: feature.map.step ?? 0.5
    reportedLow: feature.map.low ?? from
    reportedHigh: feature.map.high ?? to
    unit: feature.map.unit ?? ""
    label: feature.fullLabel
    isPending: feature.isPending
    enabled: feature.isEnabled
    onChanged: (low, high) => Tiles.setRange(feature.entityId, feature.id, low, high)
}
