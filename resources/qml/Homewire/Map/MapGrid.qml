// Faint lines that make it seen how the map moves where nothing else is drawn.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme

Item {
    id: root

    required property real originX
    required property real originY
    required property real zoom

    // Halves of the squares street tiles have; they stay where they are on the earth.
    readonly property real step: 128 * Math.pow(2, zoom - Math.floor(zoom))
    readonly property real startX: step - ((originX % step) + step) % step
    readonly property real startY: step - ((originY % step) + step) % step

    Repeater {
        model: Math.ceil(root.width / root.step) + 1

        Rectangle {
            required property int index

            x: Math.round(root.startX + (index - 1) * root.step)
            width: 1
            height: root.height
            color: Theme.outline
            opacity: 0.6
        }
    }

    Repeater {
        model: Math.ceil(root.height / root.step) + 1

        Rectangle {
            required property int index

            y: Math.round(root.startY + (index - 1) * root.step)
            width: root.width
            height: 1
            color: Theme.outline
            opacity: 0.6
        }
    }
}
