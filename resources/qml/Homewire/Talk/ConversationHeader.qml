// Above a conversation: who is in it, what was missed, how fast it is played, and the search.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

FocusScope {
    id: root

    required property bool isNarrow
    property bool isSearching: Conversation.searchText !== ""

    implicitHeight: notice.visible ? line.height + notice.height + Tokens.spaceS : line.height

    Item {
        id: line

        width: parent.width
        height: root.isNarrow ? 48 : 60

        Icon {
            id: icon

            x: Tokens.spaceXl
            anchors.verticalCenter: parent.verticalCenter
            visible: !root.isNarrow
            glyph: Conversation.channelIcon
            color: Theme.textMuted
        }

        Column {
            anchors.left: icon.visible ? icon.right : parent.left
            anchors.leftMargin: icon.visible ? Tokens.spaceM : Tokens.spaceL
            anchors.right: actions.left
            anchors.rightMargin: Tokens.spaceS
            anchors.verticalCenter: parent.verticalCenter
            visible: !root.isSearching || !root.isNarrow

            Label {
                width: parent.width
                visible: !root.isNarrow
                text: Conversation.channelName
                font.pixelSize: Tokens.fontSection
                isStrong: true
                Accessible.role: Accessible.Heading
            }

            Label {
                width: parent.width
                visible: text !== ""
                text: !root.isNarrow && Talk.channelId === Conversation.channelId ? Talk.listenersText : ""
                isMuted: true
            }
        }

        Row {
            id: actions

            anchors.right: parent.right
            anchors.rightMargin: Tokens.spaceS
            anchors.verticalCenter: parent.verticalCenter
            spacing: Tokens.spaceXs

            Button {
                anchors.verticalCenter: parent.verticalCenter
                visible: Conversation.missedCount > 0 || Conversation.isPlayingMissed
                kind: "quiet"
                leftPadding: Tokens.spaceM
                rightPadding: Tokens.spaceM
                glyph: Conversation.isPlayingMissed ? Glyphs.stop : Glyphs.playMissed
                text: Conversation.isPlayingMissed ? qsTr("Stop") : root.width < 460 && !root.isNarrow ? Conversation.missedCount : Conversation.missedText
                Accessible.name: Conversation.isPlayingMissed ? qsTr("Stop") : qsTr("Play what you missed: %1").arg(Conversation.missedText)
                onClicked: {
                    if (Conversation.isPlayingMissed)
                        Conversation.stop();
                    else
                        Conversation.playMissed();
                }
            }

            SpeedButton {
                anchors.verticalCenter: parent.verticalCenter
                visible: !root.isSearching || !root.isNarrow
            }

            SearchField {
                id: field

                width: root.isNarrow ? root.width - 2 * Tokens.spaceL - Tokens.sizeTarget : 220
                anchors.verticalCenter: parent.verticalCenter
                visible: root.isSearching
                label: qsTr("Search what was said")
                text: Conversation.searchText
                onTextEdited: Conversation.searchText = text
                onEscaped: {
                    Conversation.searchText = "";
                    root.isSearching = false;
                    find.forceActiveFocus();
                }
            }

            IconButton {
                id: find

                anchors.verticalCenter: parent.verticalCenter
                glyph: root.isSearching ? Glyphs.close : Glyphs.search
                text: root.isSearching ? qsTr("Close the search") : qsTr("Search what was said")
                onClicked: {
                    root.isSearching = !root.isSearching;
                    if (root.isSearching)
                        field.forceActiveFocus();
                    else
                        Conversation.searchText = "";
                }
            }
        }
    }

    Banner {
        id: notice

        anchors.top: line.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Tokens.spaceL
        anchors.rightMargin: Tokens.spaceL
        visible: text !== ""
        glyph: Glyphs.attention
        text: Conversation.problemText
        actionText: qsTr("Try again")
        onActed: Conversation.refresh()
    }
}
