// One of a few: mode, preset, source.
import QtQuick
import Homewire.Desktop
import Homewire.Controls

OptionStrip {
    id: root

    required property Feature feature

    options: feature.map.options ?? []
    current: feature.map.current ?? ""
    currentLabel: feature.map.currentLabel ?? ""
    label: feature.fullLabel
    color: feature.color
    isEnabled: feature.isEnabled
    isIconOnly: !feature.isFull
    onChosen: value => Tiles.choose(feature.entityId, feature.id, value)
}
