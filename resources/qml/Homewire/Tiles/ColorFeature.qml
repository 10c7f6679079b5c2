// The colour of a lamp: favourite swatches, and in the detail a wheel above them.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    required property Feature feature
    readonly property string current: feature.map.current ?? ""

    function choose(value: string) {
        Tiles.choose(feature.entityId, feature.id, value);
    }

    spacing: Tokens.spaceM
    enabled: feature.isEnabled

    Loader {
        anchors.horizontalCenter: parent.horizontalCenter
        active: root.feature.isFull
        visible: active
        sourceComponent: ColorWheel {
            width: 220
            height: 220
            label: root.feature.fullLabel
            reported: root.current !== "" ? root.current : "#ffffff"
            onChanged: value => root.choose(value.toString().slice(0, 7))
        }
    }

    Swatches {
        width: Math.min(parent.width, colors.length * (Tokens.sizeTarget + spacing) - spacing)
        anchors.horizontalCenter: root.feature.isFull ? parent.horizontalCenter : undefined
        colors: root.feature.map.swatches ?? []
        current: root.current
        onChosen: value => root.choose(value)
    }
}
