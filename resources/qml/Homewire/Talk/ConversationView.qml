// What was said and written in one channel, like a chat: the newest last, and a field to write below.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme

FocusScope {
    id: root

    required property bool isNarrow

    Component.onDestruction: Conversation.isShown = false

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Conversation with %1").arg(Conversation.channelName)

    // What is written counts as read only while somebody can see it.
    Binding {
        target: Conversation
        property: "isShown"
        value: root.Window.active
        delayed: true
    }

    Rectangle {
        anchors.fill: parent
        visible: !root.isNarrow
        radius: Tokens.radiusTile
        color: Theme.surface
        border.width: Theme.isHighContrast ? 1 : 0
        border.color: Theme.outline
    }

    ConversationHeader {
        id: header

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        isNarrow: root.isNarrow
    }

    MessageList {
        id: list

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: header.bottom
        anchors.bottom: composer.top
        isNarrow: root.isNarrow
    }

    Composer {
        id: composer

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        isNarrow: root.isNarrow
        onSent: list.follow()
    }
}
