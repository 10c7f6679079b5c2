// The talk button of a phone: round, large, in the middle of the bottom bar. A short touch opens the
// page, a longer one talks.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

TalkKey {
    id: root

    readonly property color ground: {
        if (!enabled)
            return Theme.surfaceSunken;
        switch (Talk.phase) {
        case "onAir":
            return Theme.alarm;
        case "queued":
        case "busy":
        case "denied":
            return Theme.attention;
        default:
            return Theme.accent;
        }
    }

    restMs: 180
    implicitWidth: Tokens.sizeTalk
    implicitHeight: Tokens.sizeTalk

    // Cut out of the bar below, so that it stands before everything.
    Rectangle {
        anchors.fill: parent
        anchors.margins: -4
        radius: width / 2
        color: Theme.surface
    }

    Rectangle {
        id: disc

        anchors.fill: parent
        radius: width / 2
        color: root.ground
        scale: root.isPressed && !Theme.isReducedMotion ? 1.06 : 1
        border.width: Theme.isHighContrast ? 2 : 0
        border.color: Theme.text

        Behavior on scale {
            NumberAnimation {
                duration: Theme.pressDuration
                easing.type: Easing.OutCubic
            }
        }

        FocusRing {
            isShown: root.hasKeyboard
            radius: disc.radius + gap + border.width
        }
    }

    TalkMark {
        anchors.centerIn: parent
        size: 32
        color: root.enabled ? Theme.accentText : Theme.textDisabled
    }

    CountBadge {
        anchors.right: parent.right
        anchors.top: parent.top
        count: Talk.phase === "idle" ? Talk.missedCount : 0
        ground: Theme.surface
    }
}
