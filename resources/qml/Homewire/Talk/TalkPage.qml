// Talking: the channels beside a conversation, or one after the other where it is narrow.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    readonly property bool isNarrow: width < 680
    // Where there is no room for both: the conversation stands before the channels.
    property bool isReading: false
    readonly property bool isOpen: isReading || !isNarrow

    // What is looked at is also what the key talks to.
    function openChannel(channelId: string) {
        Conversation.channelId = channelId;
        Talk.channelId = channelId;
        isReading = true;
    }

    // Shows the conversation that was asked for from elsewhere.
    function read() {
        isReading = true;
    }

    title: isNarrow && isOpen ? Conversation.channelName : qsTr("Talk")
    glyph: isNarrow && isOpen ? Conversation.channelIcon : ""
    canGoBack: isNarrow && isOpen
    hasOwnSearch: canGoBack
    contentHeight: height
    interactive: false
    onBackAsked: isReading = false

    Connections {
        target: Talk

        function onChannelIdChanged() {
            Conversation.channelId = Talk.channelId;
        }
    }

    Item {
        parent: root
        anchors.fill: parent
        visible: Talk.isAvailable

        ChannelList {
            id: channels

            x: root.isNarrow ? Tokens.spaceS : root.column.x - Tokens.spaceM
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            width: root.isNarrow ? parent.width - 2 * Tokens.spaceS : Math.min(320, root.column.width * 0.36)
            visible: !root.isNarrow || !root.isOpen
            chosenId: root.isOpen ? Conversation.channelId : ""
            onChosen: channelId => root.openChannel(channelId)
        }

        Loader {
            x: root.isNarrow ? 0 : channels.x + channels.width + Tokens.spaceM
            width: root.isNarrow ? parent.width : root.column.x + root.column.width - x
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            anchors.bottomMargin: root.isNarrow ? 0 : Tokens.spaceM
            active: root.isOpen
            visible: active
            sourceComponent: ConversationView {
                isNarrow: root.isNarrow
            }
        }
    }

    EmptyState {
        parent: root
        anchors.horizontalCenter: parent.horizontalCenter
        y: 100
        visible: !Talk.isAvailable
        glyph: Glyphs.talkOff
        title: qsTr("Nobody can be talked to now")
        text: Talk.unavailableText
    }
}
