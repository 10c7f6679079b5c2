// The messages of a conversation, the newest at the bottom, which is where one starts to read.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

ListView {
    id: root

    required property bool isNarrow
    readonly property int edge: isNarrow ? Tokens.spaceL : Tokens.spaceXl
    // Where one has scrolled away from the newest, new ones do not move the view.
    property bool isFollowing: true

    function follow() {
        isFollowing = true;
        Qt.callLater(settle);
    }

    function settle() {
        // Called late, when its page may be gone already.
        if (!root.Window.window)
            return;
        // A short conversation stands at the bottom, above the field. No binding: the margin moves
        // the lines, and with them the guess of how high they all are.
        topMargin = Math.max(Tokens.spaceS, height - contentHeight - bottomMargin);
        if (isFollowing)
            positionViewAtEnd();
    }

    function neighbour(index: int, step: int) {
        const next = index + step;
        if (next < 0 || next >= count)
            return;
        reveal(next);
        itemAtIndex(next)?.forceActiveFocus(step > 0 ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    function reveal(index: int) {
        isFollowing = index === count - 1;
        positionViewAtIndex(index, ListView.Contain);
    }

    clip: true
    model: Conversation
    boundsBehavior: Flickable.StopAtBounds
    spacing: Tokens.spaceM
    bottomMargin: Tokens.spaceM
    cacheBuffer: 400
    keyNavigationEnabled: false
    onMovementEnded: isFollowing = atYEnd
    onContentHeightChanged: Qt.callLater(settle)
    onHeightChanged: Qt.callLater(settle)
    onAtYBeginningChanged: {
        if (atYBeginning && Conversation.hasMore && !Conversation.isLoading && count > 0)
            Conversation.loadMore();
    }
    T.ScrollBar.vertical: ScrollBar {}

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages")

    section.property: "day"
    section.delegate: Item {
        id: day

        required property string section

        width: root.width
        height: 40

        Label {
            anchors.centerIn: parent
            text: day.section
            font.pixelSize: Tokens.fontCaption
            isStrong: true
            isMuted: true
            Accessible.role: Accessible.Heading
        }
    }

    delegate: Message {
        width: root.width
        edge: root.edge
        isNarrow: root.isNarrow
        onActiveFocusChanged: if (activeFocus) root.reveal(index)
        onNeighbourAsked: step => root.neighbour(index, step)
        onDeleteAsked: {
            question.messageId = id;
            question.open();
        }
        onCorrectionAsked: {
            correction.messageId = id;
            correction.heard = transcript;
            correction.open();
        }
    }

    Connections {
        target: Conversation

        function onAppended() {
            root.settle();
        }

        function onChannelIdChanged() {
            root.follow();
        }
    }

    Dialog {
        id: question

        property string messageId: ""

        title: qsTr("Delete this message?")
        text: qsTr("It is gone for everybody, and cannot be brought back.")
        confirmText: qsTr("Delete")
        isDangerous: true
        onConfirmed: Conversation.delete(messageId)
    }

    Dialog {
        id: correction

        property string messageId: ""
        property alias heard: words.text

        title: qsTr("What was said?")
        confirmText: qsTr("Save")
        onOpened: words.forceActiveFocus()
        onConfirmed: Conversation.fixTranscript(messageId, words.text)

        TextField {
            id: words

            width: parent ? parent.width : 0
            label: qsTr("What was said")
            isRequired: true
            onAccepted: {
                correction.confirmed();
                correction.close();
            }
        }
    }

    EmptyState {
        parent: root
        anchors.centerIn: parent
        width: Math.min(420, root.width - 2 * root.edge)
        visible: root.count === 0
        glyph: Conversation.searchText !== "" ? Glyphs.search : Glyphs.message
        title: Conversation.isLoading ? qsTr("Reading what was said") : Conversation.searchText !== "" ? qsTr("Nothing found") : qsTr("Nothing was said here yet")
        text: {
            if (Conversation.isLoading)
                return "";
            if (Conversation.searchText !== "")
                return qsTr("Look for a word that was spoken or written here.");
            if (Conversation.channelId === "house")
                return qsTr("Try “turn on the kitchen light” or “is the front door locked?”.");
            return Talk.canTalk ? qsTr("Hold the talk button and say something, or write a line.") : Conversation.emptyText;
        }
    }

    IconButton {
        parent: root
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Tokens.spaceL
        visible: !root.isFollowing && root.count > 0
        glyph: Glyphs.arrowDown
        text: qsTr("Go to the newest")
        onClicked: root.follow()

        Rectangle {
            anchors.centerIn: parent
            z: -2
            width: 44
            height: 44
            radius: 22
            color: Theme.surface
            border.width: 1
            border.color: Theme.controlEdge
        }
    }
}
