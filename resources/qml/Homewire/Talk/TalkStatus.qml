// One line about talking now: what is wrong, whose turn it is, who is heard; the first that applies.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    // On a phone only what happens now is worth a line.
    property bool isBrief: false

    readonly property bool isWaiting: Talk.phase === "queued" || Talk.phase === "busy" || Talk.phase === "denied"
    readonly property var speaker: Talk.speaking.length > 0 ? Talk.speaking[0] : null
    readonly property string kind: {
        if (Talk.troubleText !== "")
            return "trouble";
        if (Talk.isOnAir)
            return "onAir";
        if (isWaiting)
            return "waiting";
        if (speaker !== null)
            return "speaking";
        if (isBrief)
            return "";
        return Talk.isDoNotDisturb ? "quiet" : "rest";
    }
    readonly property string text: {
        switch (kind) {
        case "trouble":
            return Talk.troubleText;
        case "onAir":
            return isBrief ? qsTr("Live · %1").arg(Talk.channelName) : [Talk.listenersText, Talk.queueText].filter(part => part !== "").join(" · ");
        case "waiting":
            return Talk.keyText;
        case "speaking":
            return Talk.speakingText;
        case "quiet":
            return qsTr("Do not disturb %1").arg(Talk.doNotDisturbText);
        case "rest":
            if (!Talk.canTalk)
                return Talk.keyText;
            return [Talk.listenersText, Talk.keyHint !== "" && width > 220 && App.widthClass !== "phone" ? qsTr("Key: %1").arg(Talk.keyHint) : ""].filter(part => part !== "").join(" · ");
        default:
            return "";
        }
    }
    readonly property string detail: {
        if (kind === "speaking")
            return [speaker.isReplay ? qsTr("replay") : qsTr("live"), speaker.delayText, Talk.queueText].filter(part => part !== "").join(" · ");
        return "";
    }
    readonly property color ink: kind === "trouble" || kind === "waiting" ? Theme.attention : kind === "onAir" || (speaker !== null && speaker.isUrgent) ? Theme.alarm : Theme.textMuted

    implicitHeight: Math.max(Tokens.sizeTarget, words.implicitHeight)
    Accessible.role: Accessible.StaticText
    Accessible.name: [text, detail].filter(part => part !== "").join(", ")
    Accessible.ignored: text === ""

    Avatar {
        id: avatar

        anchors.verticalCenter: parent.verticalCenter
        visible: root.kind === "speaking"
        size: 36
        name: root.speaker?.who ?? ""
        initials: root.speaker?.initials ?? ""
    }

    Icon {
        id: mark

        anchors.verticalCenter: parent.verticalCenter
        visible: glyph !== ""
        glyph: {
            switch (root.kind) {
            case "trouble":
            case "waiting":
                return Glyphs.attention;
            case "onAir":
                return Glyphs.onAir;
            case "quiet":
                return Glyphs.quiet;
            default:
                return "";
            }
        }
        size: 22
        color: root.ink
    }

    Column {
        id: words

        anchors.left: avatar.visible ? avatar.right : mark.visible ? mark.right : parent.left
        anchors.leftMargin: avatar.visible || mark.visible ? Tokens.spaceM : 0
        anchors.right: silence.visible ? silence.left : dismiss.visible ? dismiss.left : parent.right
        anchors.rightMargin: Tokens.spaceS
        anchors.verticalCenter: parent.verticalCenter

        Label {
            width: parent.width
            text: root.text
            wrapMode: Text.Wrap
            maximumLineCount: 2
            lineHeight: 1
            isStrong: root.kind === "speaking" || root.kind === "onAir"
            isDecoration: true
            color: root.kind === "rest" || root.kind === "quiet" ? Theme.textMuted : root.kind === "speaking" || root.kind === "onAir" ? Theme.text : root.ink
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.detail
            font.pixelSize: Tokens.fontCaption
            isMuted: true
            isDecoration: true
        }
    }

    IconButton {
        id: silence

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: root.kind === "speaking"
        glyph: Glyphs.mute
        text: qsTr("Silence this")
        onClicked: Talk.stopListening()
    }

    IconButton {
        id: dismiss

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: root.kind === "trouble"
        glyph: Glyphs.close
        iconSize: 20
        text: qsTr("Dismiss")
        onClicked: Talk.dismissTrouble()
    }
}
