// The raised card of menus and other small things that float.
import QtQuick
import QtQuick.Effects
import Homewire.Theme

Item {
    RectangularShadow {
        anchors.fill: card
        visible: !Theme.isSoftwareRendered
        radius: card.radius
        blur: 24
        offset.y: 6
        color: Theme.shadow
    }

    Rectangle {
        id: card

        anchors.fill: parent
        radius: Tokens.radiusControl
        color: Theme.surface
        border.width: 1
        border.color: Theme.isHighContrast || Theme.isSoftwareRendered ? Theme.controlEdge : Theme.outline
    }
}
