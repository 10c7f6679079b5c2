// At the bottom of every page: whom to talk to, the key, and who is on air.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

FocusScope {
    id: root

    readonly property bool isNarrow: width < 820

    implicitHeight: Tokens.sizeTalkBar
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Talk")

    Rectangle {
        anchors.fill: parent
        color: Talk.isOnAir ? Theme.tint(Theme.alarm) : Theme.surface

        Rectangle {
            width: parent.width
            height: Talk.isOnAir ? 2 : 1
            color: Talk.isOnAir ? Theme.alarm : Theme.outline
        }
    }

    ChannelPicker {
        id: picker

        anchors.left: parent.left
        anchors.leftMargin: root.isNarrow ? Tokens.spaceM : Tokens.spaceXl
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(200, root.width * 0.24)
    }

    TalkPill {
        id: key

        anchors.left: picker.right
        anchors.leftMargin: Tokens.spaceM
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(320, Math.max(implicitWidth, root.width * 0.26))
    }

    TalkStatus {
        anchors.left: key.right
        anchors.leftMargin: Tokens.spaceL
        anchors.right: missed.visible ? missed.left : parent.right
        anchors.rightMargin: Tokens.spaceM
        anchors.verticalCenter: parent.verticalCenter
    }

    Chip {
        id: missed

        anchors.right: parent.right
        anchors.rightMargin: root.isNarrow ? Tokens.spaceM : Tokens.spaceXl
        anchors.verticalCenter: parent.verticalCenter
        visible: Talk.missedCount > 0 && App.page !== "talk"
        isButton: true
        glyph: Glyphs.message
        color: Theme.alarm
        text: root.isNarrow ? Talk.missedCount : Talk.missedText
        Accessible.name: Talk.missedText
        onClicked: App.navigate("talk")
    }
}
