// Writing between the spoken messages: Enter sends, Shift and Enter begins a new line.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

FocusScope {
    id: root

    required property bool isNarrow
    readonly property int edge: isNarrow ? Tokens.spaceS : Tokens.spaceM

    signal sent

    function send() {
        if (field.text.trim() === "" || !Conversation.sendText(field.text))
            return;
        field.clear();
        sent();
    }

    implicitHeight: frame.height + 2 * edge

    Connections {
        target: Conversation

        function onReplyToIdChanged() {
            if (Conversation.replyToId !== "")
                field.forceActiveFocus();
        }

        function onChannelIdChanged() {
            field.clear();
        }
    }

    Rectangle {
        id: frame

        x: root.edge
        y: root.edge
        width: parent.width - 2 * root.edge
        height: (answered.visible ? answered.height : 0) + Math.max(Tokens.sizeTarget, view.height)
        radius: 22
        color: root.isNarrow ? Theme.surface : Theme.surfaceSunken
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? Theme.accent : Theme.controlEdge

        Item {
            id: answered

            width: parent.width
            height: 40
            visible: Conversation.replyToId !== ""

            Quote {
                anchors.left: parent.left
                anchors.leftMargin: Tokens.spaceL
                anchors.right: forget.left
                anchors.verticalCenter: parent.verticalCenter
                text: Conversation.replyText
            }

            IconButton {
                id: forget

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                glyph: Glyphs.close
                iconSize: 18
                text: qsTr("Do not reply to it")
                onClicked: Conversation.reply("")
            }
        }

        Flickable {
            id: view

            anchors.left: parent.left
            anchors.right: sendButton.left
            anchors.bottom: parent.bottom
            height: Math.min(field.implicitHeight, 116)
            contentHeight: field.height
            clip: true
            boundsBehavior: Flickable.StopAtBounds

            T.TextArea {
                id: field

                width: view.width
                height: implicitHeight
                implicitHeight: Math.max(Tokens.sizeTarget, contentHeight + topPadding + bottomPadding)
                leftPadding: Tokens.spaceL
                rightPadding: Tokens.spaceS
                topPadding: 12
                bottomPadding: 12
                enabled: Conversation.canSend
                focus: true
                color: Theme.text
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentText
                font.family: Theme.family
                font.pixelSize: Tokens.fontBody
                wrapMode: TextEdit.Wrap
                textFormat: TextEdit.PlainText
                selectByMouse: true
                onCursorRectangleChanged: {
                    if (cursorRectangle.y < view.contentY)
                        view.contentY = cursorRectangle.y;
                    else if (cursorRectangle.y + cursorRectangle.height > view.contentY + view.height)
                        view.contentY = cursorRectangle.y + cursorRectangle.height - view.height + bottomPadding;
                }
                // Tab goes on instead of being written.
                Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                Keys.onPressed: event => {
                    const isEnter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                    if (!isEnter || event.modifiers & Qt.ShiftModifier)
                        return;
                    event.accepted = true;
                    root.send();
                }

                Accessible.role: Accessible.EditableText
                Accessible.name: Conversation.sendHint
                Accessible.multiLine: true

                Label {
                    x: Tokens.spaceL
                    width: parent.width - 2 * x
                    height: Tokens.sizeTarget
                    visible: field.text === ""
                    text: Conversation.sendHint
                    isMuted: true
                    isDecoration: true
                }
            }
        }

        IconButton {
            id: sendButton

            anchors.right: parent.right
            anchors.bottom: parent.bottom
            enabled: field.text.trim() !== "" && Conversation.canSend && !Conversation.isSending
            glyph: Glyphs.send
            color: Theme.accent
            text: qsTr("Send")
            onClicked: root.send()
        }
    }
}
