// The thin arc that turns while a command is under way. It steps instead of sweeping: an animation
// at full rate costs a whole core where the graphics card is emulated.
import QtQuick
import Homewire.Theme

Arc {
    id: root

    thickness: 2
    sweepAngle: 80

    Timer {
        interval: 60
        repeat: true
        running: root.visible && !Theme.isReducedMotion
        onTriggered: root.startAngle = (root.startAngle + 22) % 360
    }
}
