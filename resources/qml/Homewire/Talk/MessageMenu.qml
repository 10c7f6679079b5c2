// What can be done with a message.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Menu {
    id: root

    required property Message message

    signal deleteAsked
    signal correctionAsked

    width: 220

    MenuRow {
        width: parent.width
        visible: root.message.isVoice && !root.message.isLive
        glyph: root.message.isPlaying ? Glyphs.pause : Glyphs.play
        text: root.message.isPlaying ? qsTr("Pause") : qsTr("Play")
        onClicked: {
            root.message.togglePlay();
            root.close();
        }
    }

    MenuRow {
        width: parent.width
        glyph: Glyphs.reply
        text: qsTr("Reply")
        onClicked: {
            Conversation.reply(root.message.id);
            root.close();
        }
    }

    MenuRow {
        width: parent.width
        visible: root.message.text !== "" || root.message.transcript !== ""
        glyph: Glyphs.copy
        text: qsTr("Copy the text")
        onClicked: {
            Conversation.copyText(root.message.id);
            root.close();
        }
    }

    MenuRow {
        width: parent.width
        visible: root.message.isVoice && root.message.transcript !== "" && root.message.isTranscriptFinal
        glyph: Glyphs.edit
        text: qsTr("Correct the text")
        onClicked: {
            root.close();
            root.correctionAsked();
        }
    }

    MenuRow {
        width: parent.width
        visible: root.message.isVoice && !root.message.isLive
        glyph: root.message.isKept ? Glyphs.kept : Glyphs.keep
        text: root.message.isKept ? qsTr("Keep no longer") : qsTr("Keep")
        onClicked: {
            Conversation.keep(root.message.id, !root.message.isKept);
            root.close();
        }
    }

    MenuRow {
        width: parent.width
        visible: root.message.canDelete
        isDangerous: true
        glyph: Glyphs.remove
        text: qsTr("Delete")
        onClicked: {
            root.close();
            root.deleteAsked();
        }
    }
}
