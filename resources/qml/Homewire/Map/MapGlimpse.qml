// A small map of one place, still: the zones around it, and how far off it may be.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    required property real latitude
    required property real longitude
    property real accuracyM: 0
    property bool hasHeading: false
    property real heading: 0
    property color ink: Theme.accent

    readonly property var at: HomeMap.worldOf(latitude, longitude)
    readonly property real perMetre: HomeMap.perMetre(at.y)
    // So much of the world that a place around it can be made out.
    readonly property real pixels: height / (Math.max(700, 3 * accuracyM) * perMetre)
    readonly property real originX: at.x * pixels - width / 2
    readonly property real originY: at.y * pixels - height / 2
    readonly property real reach: Math.min(height, accuracyM * perMetre * pixels)

    radius: Tokens.radiusControl
    color: Theme.surfaceSunken
    clip: true
    Accessible.ignored: true

    MapGrid {
        anchors.fill: parent
        originX: root.originX
        originY: root.originY
        zoom: Math.log2(root.pixels / 256)
    }

    Repeater {
        model: HomeMap.zones

        ZoneRing {
            required property string symbol
            required property real perMetre
            required property real radiusM
            required property real worldX
            required property real worldY
            required name
            required isHome

            x: worldX * root.pixels - root.originX
            y: worldY * root.pixels - root.originY
            glyph: symbol
            isNamed: root.height > 100
            reach: radiusM * perMetre * root.pixels
        }
    }

    Rectangle {
        anchors.centerIn: parent
        visible: root.reach > 10
        width: 2 * root.reach
        height: width
        radius: root.reach
        color: Qt.alpha(root.ink, 0.12)
        border.width: 1
        border.color: Qt.alpha(root.ink, 0.5)
    }

    Rectangle {
        anchors.centerIn: parent
        width: root.hasHeading ? 26 : 14
        height: width
        radius: width / 2
        color: root.hasHeading ? Theme.surface : root.ink
        border.width: root.hasHeading ? 1 : 2
        border.color: root.hasHeading ? Theme.controlEdge : Theme.surface

        Icon {
            anchors.centerIn: parent
            visible: root.hasHeading
            glyph: Glyphs.compass
            size: 20
            color: root.ink
            rotation: root.heading
        }
    }
}
