// The sound of a spoken message: play button, waveform, length, and below what was said as text.
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    required property Message message

    spacing: Tokens.spaceXs

    Item {
        width: parent.width
        height: 40

        T.AbstractButton {
            id: play

            width: 40
            height: 40
            focusPolicy: Qt.NoFocus
            enabled: !root.message.isLive
            onClicked: root.message.togglePlay()
            // The message itself is the button a screen reader sees.
            Accessible.ignored: true

            background: Rectangle {
                radius: 20
                color: root.message.isLive ? Theme.tint(Theme.alarm) : root.message.isMissed && !root.message.isPlaying ? root.message.color : Theme.tint(root.message.color)
                opacity: play.down ? 0.8 : 1
            }

            contentItem: Item {
                Icon {
                    anchors.centerIn: parent
                    glyph: root.message.isLive ? Glyphs.onAir : root.message.isPlaying ? Glyphs.pause : Glyphs.play
                    color: root.message.isMissed && !root.message.isPlaying && !root.message.isLive ? Theme.accentText : root.message.color
                }
            }
        }

        Label {
            anchors.left: play.right
            anchors.leftMargin: Tokens.spaceM
            anchors.verticalCenter: parent.verticalCenter
            visible: root.message.isLive && root.message.peaks.length === 0
            text: qsTr("Speaking now")
            isMuted: true
            isDecoration: true
        }

        Waveform {
            visible: root.message.peaks.length > 0
            anchors.left: play.right
            anchors.leftMargin: Tokens.spaceM
            anchors.right: length.left
            anchors.rightMargin: Tokens.spaceM
            anchors.verticalCenter: parent.verticalCenter
            peaks: root.message.peaks
            played: root.message.isLive ? 1 : root.message.playedFraction
            color: root.message.color
            canSeek: !root.message.isLive
            isGrowing: root.message.isLive
            onSeekAsked: fraction => Conversation.seek(root.message.id, fraction)
        }

        Label {
            id: length

            anchors.right: parent.right
            anchors.rightMargin: Tokens.spaceS
            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(32, implicitWidth)
            horizontalAlignment: Text.AlignRight
            text: root.message.isLive ? qsTr("Live") : root.message.positionText !== "" ? root.message.positionText : root.message.durationText
            color: root.message.isLive ? Theme.alarm : Theme.textMuted
            isStrong: root.message.isLive
            isDecoration: true
        }
    }

    Label {
        visible: text !== ""
        width: parent.width
        leftPadding: Tokens.spaceXs
        rightPadding: Tokens.spaceXs
        bottomPadding: Tokens.spaceXs
        text: root.message.transcript
        wrapMode: Text.Wrap
        isMuted: !root.message.isTranscriptFinal
        isDecoration: true
    }
}
