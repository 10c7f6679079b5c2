// One message of a conversation, spoken or written. Space plays it, the arrow keys go on in it or to
// the next, the menu key shows what can be done with it.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

FocusScope {
    id: root

    required property int index
    required property string id
    required property string kind
    required property string who
    required property string initials
    required property bool isMine
    required property string timeText
    required property int durationMs
    required property string durationText
    required property list<real> peaks
    required property real playedFraction
    required property string positionText
    required property bool isPlaying
    required property bool isPaused
    required property string text
    required property string transcript
    required property bool isTranscriptFinal
    required property string answerText
    required property bool isLive
    required property bool isUrgent
    required property var heardBy
    required property string heardText
    required property bool isMissed
    required property bool isKept
    required property bool canDelete
    required property string replyToText
    required property bool isPending
    required property string problemText
    required property string accessibleText
    required property int edge
    required property bool isNarrow

    readonly property bool isVoice: kind === "voice"
    // A longer message is wider, and one with much text has room for it.
    readonly property real voiceWidth: Math.max(240 + durationMs * 0.014, transcript.length * 7.2 + 2 * Tokens.spaceL)
    readonly property color color: isUrgent || isLive ? Theme.alarm : Theme.accent
    readonly property color ground: isMine ? Theme.tint(Theme.accent) : isNarrow ? Theme.surface : Theme.surfaceSunken

    signal neighbourAsked(int step)
    signal deleteAsked
    signal correctionAsked

    function togglePlay() {
        if (!isVoice || isLive)
            return;
        if (isPlaying)
            Conversation.pause();
        else
            Conversation.play(id);
    }

    function skip(milliseconds: int) {
        if (isVoice && !isLive && durationMs > 0)
            Conversation.seek(id, Math.max(0, Math.min(1, playedFraction + milliseconds / durationMs)));
    }

    function showMenu() {
        menu.active = true;
    }

    implicitHeight: column.implicitHeight
    activeFocusOnTab: true

    Keys.onPressed: event => {
        switch (event.key) {
        case Qt.Key_Space:
        case Qt.Key_Return:
        case Qt.Key_Enter:
            if (!event.isAutoRepeat)
                togglePlay();
            break;
        case Qt.Key_Left:
            skip(-2000);
            break;
        case Qt.Key_Right:
            skip(2000);
            break;
        case Qt.Key_Up:
            neighbourAsked(-1);
            break;
        case Qt.Key_Down:
            neighbourAsked(1);
            break;
        case Qt.Key_Menu:
            showMenu();
            break;
        case Qt.Key_Delete:
            if (!canDelete)
                return;
            deleteAsked();
            break;
        default:
            return;
        }
        event.accepted = true;
    }

    Accessible.role: isVoice ? Accessible.Button : Accessible.StaticText
    Accessible.name: accessibleText
    Accessible.focusable: true
    Accessible.onPressAction: togglePlay()

    Avatar {
        id: avatar

        x: root.edge
        anchors.bottom: parent.bottom
        anchors.bottomMargin: meta.height + 4
        visible: !root.isMine
        name: root.who
        initials: root.initials
    }

    Column {
        id: column

        x: root.isMine ? root.width - root.edge - width : avatar.x + avatar.width + Tokens.spaceS
        width: Math.min(520, root.width - 2 * root.edge - (root.isMine ? Tokens.spaceXl : avatar.width + Tokens.spaceS))
        spacing: 2

        Label {
            visible: !root.isMine
            leftPadding: Tokens.spaceM
            width: parent.width
            text: root.who
            font.pixelSize: Tokens.fontCaption
            isStrong: true
            isMuted: true
            isDecoration: true
        }

        Rectangle {
            id: bubble

            anchors.right: root.isMine ? parent.right : undefined
            width: root.isVoice ? Math.min(parent.width, root.isLive ? parent.width : root.voiceWidth) : Math.min(parent.width, Math.ceil(written.implicitWidth) + 2 * Tokens.spaceM + 1)
            height: body.implicitHeight + 2 * Tokens.spaceS
            radius: Tokens.radiusTile
            bottomRightRadius: root.isMine ? 4 : radius
            bottomLeftRadius: root.isMine ? radius : 4
            color: root.ground
            border.width: Theme.isHighContrast || root.isLive || root.isUrgent ? 1 : 0
            border.color: root.isLive || root.isUrgent ? Theme.alarm : Theme.controlEdge

            TapHandler {
                acceptedButtons: Qt.RightButton
                onTapped: root.showMenu()
            }

            TapHandler {
                gesturePolicy: TapHandler.ReleaseWithinBounds
                onLongPressed: root.showMenu()
            }

            FocusRing {
                isShown: root.activeFocus && !menuButton.activeFocus
                radius: bubble.radius + 3
                gap: 1
            }

            Column {
                id: body

                x: root.isVoice ? Tokens.spaceS : Tokens.spaceM
                y: Tokens.spaceS
                width: parent.width - 2 * x
                spacing: Tokens.spaceXs

                Quote {
                    width: parent.width
                    visible: text !== ""
                    text: root.replyToText
                }

                Loader {
                    width: parent.width
                    active: root.isVoice
                    visible: active
                    sourceComponent: Burst {
                        message: root
                    }
                }

                Label {
                    id: written

                    width: parent.width
                    visible: text !== ""
                    text: root.text
                    wrapMode: Text.Wrap
                    isMuted: root.isPending
                    isDecoration: true
                }

                HouseAnswer {
                    width: parent.width
                    visible: text !== ""
                    text: root.answerText
                }
            }
        }

        MessageMeta {
            id: meta

            anchors.right: root.isMine ? parent.right : undefined
            message: root
        }

        Row {
            visible: root.problemText !== ""
            anchors.right: root.isMine ? parent.right : undefined
            spacing: Tokens.spaceS

            Label {
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, column.width - again.width - Tokens.spaceS)
                text: root.problemText
                wrapMode: Text.Wrap
                color: Theme.alarm
            }

            Button {
                id: again

                kind: "quiet"
                text: qsTr("Try again")
                onClicked: Conversation.retry(root.id)
            }
        }
    }

    HoverHandler {
        id: hover
    }

    IconButton {
        id: menuButton

        anchors.verticalCenter: parent.verticalCenter
        x: root.isMine ? column.x - width : Math.min(column.x + column.width, root.width - width)
        visible: hover.hovered || root.activeFocus || activeFocus || menu.active
        focusPolicy: Qt.ClickFocus
        glyph: Glyphs.more
        text: qsTr("What can be done with this message")
        onClicked: root.showMenu()
    }

    Loader {
        id: menu

        active: false
        sourceComponent: MessageMenu {
            parent: bubble
            message: root
            onClosed: menu.active = false
            onDeleteAsked: root.deleteAsked()
            onCorrectionAsked: root.correctionAsked()
            Component.onCompleted: open()
        }
    }
}
