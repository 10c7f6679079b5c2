// Below a message: when, who heard it, whether it is kept.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Row {
    id: root

    required property Message message

    height: 22
    leftPadding: Tokens.spaceM
    rightPadding: message.isMine ? Tokens.spaceXs : 0
    spacing: Tokens.spaceXs + 2

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        visible: root.message.isMissed
        width: 8
        height: 8
        radius: 4
        color: Theme.alarm
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        text: root.message.isPending ? qsTr("Sending") : root.message.isMissed ? qsTr("New · %1").arg(root.message.timeText) : root.message.timeText
        font.pixelSize: Tokens.fontCaption
        isMuted: true
        isDecoration: true
    }

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        visible: root.message.isKept
        glyph: Glyphs.kept
        size: 16
        color: Theme.textMuted
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        visible: text !== "" && root.message.heardBy.length === 0
        text: root.message.isMine ? root.message.heardText : ""
        font.pixelSize: Tokens.fontCaption
        isMuted: true
        isDecoration: true
    }

    AvatarRow {
        anchors.verticalCenter: parent.verticalCenter
        visible: root.message.heardBy.length > 0
        people: root.message.heardBy
        ground: root.message.isNarrow ? Theme.background : Theme.surface

        HoverHandler {
            id: hover
        }

        Hint {
            visible: hover.hovered
            text: root.message.heardText
        }
    }
}
