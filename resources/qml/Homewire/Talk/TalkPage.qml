// Talking: the channels beside a conversation, or one after the other where it is narrow.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    readonly property bool isNarrow: width < 680
    readonly property bool isOpen: Conversation.channelId !== ""

    // What is looked at is also what the key talks to.
    function openChannel(channelId: string) {
        Conversation.channelId = channelId;
        Talk.channelId = channelId;
    }

    title: isNarrow && isOpen ? Conversation.channelName : qsTr("Talk")
    glyph: isNarrow && isOpen ? Conversation.channelIcon : ""
    canGoBack: isNarrow && isOpen
    contentHeight: height
    interactive: false
    onBackAsked: Conversation.channelId = ""
    onIsNarrowChanged: Qt.callLater(choose)
    Component.onCompleted: Qt.callLater(choose)

    // Beside the list there is always a conversation.
    function choose() {
        if (!isNarrow && !isOpen && Talk.isAvailable && Talk.channelId !== "")
            Conversation.channelId = Talk.channelId;
    }

    Connections {
        target: Talk

        function onChannelIdChanged() {
            if (root.isOpen && Talk.channelId !== "")
                Conversation.channelId = Talk.channelId;
            else
                root.choose();
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
