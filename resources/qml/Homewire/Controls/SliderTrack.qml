// The bar behind a slider: sunken groove, the part that is filled, and the handle's grip.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme

Item {
    id: root

    // Both 0..1 along the bar, in the direction of its axis (up when vertical).
    property real fillFrom: 0
    property real fillTo: 0
    property bool isVertical: false
    property color color: Theme.accent
    property bool isActive: true
    property Gradient gradient: null
    property int thickness: isVertical ? 72 : 32
    // Where the grips stand, 0..1; one or two.
    property list<real> grips: [fillTo]

    readonly property real gripInset: 8
    readonly property real travel: (isVertical ? height : width) - 2 * gripInset

    function along(position: real): real {
        return gripInset + position * travel;
    }

    Accessible.ignored: true

    Rectangle {
        id: groove

        anchors.centerIn: parent
        width: root.isVertical ? root.thickness : parent.width
        height: root.isVertical ? parent.height : root.thickness
        radius: root.isVertical ? Tokens.radiusTile : 10
        color: Theme.surfaceSunken
        gradient: root.gradient
        border.width: Theme.isHighContrast || root.gradient !== null ? 1 : 0
        border.color: Theme.isHighContrast ? Theme.controlEdge : Theme.outline
    }

    Rectangle {
        readonly property real low: Math.min(root.fillFrom, root.fillTo)
        readonly property real high: Math.max(root.fillFrom, root.fillTo)
        readonly property real start: low <= 0 ? 0 : root.along(low) - root.gripInset
        readonly property real end: high >= 1 ? root.travel + 2 * root.gripInset : root.along(high) + root.gripInset

        visible: root.gradient === null && root.isActive && high > low
        x: root.isVertical ? groove.x : start
        y: root.isVertical ? root.height - end : groove.y
        width: root.isVertical ? groove.width : end - start
        height: root.isVertical ? end - start : groove.height
        radius: groove.radius
        color: Theme.fill(root.color)
    }

    Repeater {
        model: root.grips.length

        Rectangle {
            required property int index
            readonly property real position: root.along(root.grips[index])

            width: root.isVertical ? 28 : 4
            height: root.isVertical ? 4 : 20
            radius: 2
            x: root.isVertical ? groove.x + (groove.width - width) / 2 : position - width / 2
            y: root.isVertical ? root.height - position - height / 2 : (root.height - height) / 2
            color: root.gradient !== null ? "#171B1F" : !root.isActive ? Theme.controlEdge : Theme.isHighContrast ? Theme.surface : root.color
        }
    }
}
