// The talk button of the bar: as wide as its words, 44 high.
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
    readonly property color ink: enabled ? Theme.accentText : Theme.textDisabled
    readonly property string word: {
        switch (Talk.phase) {
        case "onAir":
            return Talk.keyText;
        case "queued":
            return qsTr("Waiting for your turn");
        case "busy":
            return qsTr("Busy");
        case "denied":
            return qsTr("Not now");
        default:
            return Talk.canTalk ? Talk.keyText : Talk.channelId === "house" ? qsTr("Only in writing") : qsTr("Listen only");
        }
    }

    implicitWidth: Math.max(200, words.implicitWidth + 24 + Tokens.spaceS + 2 * Tokens.spaceL)
    implicitHeight: Tokens.sizeTarget

    Rectangle {
        id: pill

        anchors.fill: parent
        radius: height / 2
        color: root.ground
        opacity: root.isPressed ? 0.9 : 1
        border.width: Theme.isHighContrast ? 2 : 0
        border.color: root.isHovered ? Theme.text : root.ground

        Behavior on color {
            ColorAnimation {
                duration: Theme.pressDuration
            }
        }

        FocusRing {
            isShown: root.hasKeyboard
            radius: pill.radius + gap + border.width
        }
    }

    Row {
        anchors.centerIn: parent
        // The ring of the voice needs its room.
        spacing: Talk.isListening ? Tokens.spaceL : Tokens.spaceS

        TalkMark {
            anchors.verticalCenter: parent.verticalCenter
            size: 22
            color: root.ink
        }

        Label {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, root.width - 22 - parent.spacing - 2 * Tokens.spaceL)
            text: root.word
            font.pixelSize: Tokens.fontName
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Tokens.fontBody - 1
            isStrong: true
            isDecoration: true
            color: root.ink
        }
    }

    SecondsLeft {
        anchors.right: parent.right
        anchors.rightMargin: Tokens.spaceL
        anchors.verticalCenter: parent.verticalCenter
        color: root.ink
    }

    PullHint {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.top
        anchors.bottomMargin: Tokens.spaceM
        talkKey: root
    }
}
