// The ring that shows where the keyboard is. Drawn outside the control so that nothing moves.
import QtQuick
import Homewire.Theme

Rectangle {
    id: root

    required property bool isShown
    property int gap: 2

    anchors.fill: parent
    anchors.margins: -gap - border.width
    radius: Tokens.radiusControl + gap
    visible: isShown
    color: "transparent"
    border.width: Theme.isHighContrast ? 3 : 2
    border.color: Theme.accent
}
