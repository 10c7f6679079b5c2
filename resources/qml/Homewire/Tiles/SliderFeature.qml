// One value on a bar: brightness, colour temperature, position, volume, speed.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Controls

Slider {
    id: root

    required property Feature feature

    readonly property string lowColor: feature.map.lowColor ?? ""
    readonly property string highColor: feature.map.highColor ?? ""

    from: feature.map.min ?? 0
    to: feature.map.max ?? 100
    stepSize: feature.map.step ?? 1
    reported: feature.map.value ?? from
    unit: feature.map.unit ?? ""
    label: feature.fullLabel
    valueText: feature.map.value === null ? "" : feature.map.valueText ?? ""
    color: feature.color
    fill: feature.map.fill ?? "left"
    isActive: feature.map.isOff !== true && feature.map.value !== null
    isPending: feature.isPending
    enabled: feature.isEnabled
    gradient: lowColor !== "" && highColor !== "" ? span : null
    onChanged: value => Tiles.setSlider(feature.entityId, feature.id, value)

    Gradient {
        id: span

        orientation: Gradient.Horizontal

        GradientStop {
            position: 0
            color: root.lowColor || "transparent"
        }
        GradientStop {
            position: 1
            color: root.highColor || "transparent"
        }
    }
}
