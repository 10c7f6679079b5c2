// On a phone: what happens now, above the bottom bar, while something does.
import QtQuick
import Homewire.Desktop
import Homewire.Theme

Rectangle {
    id: root

    readonly property bool isShown: Talk.isAvailable && status.text !== ""

    // How far the talk button of the bar below stands into it.
    readonly property int overlap: 38

    implicitHeight: isShown ? status.implicitHeight + overlap : 0
    visible: isShown
    color: Theme.surface

    Rectangle {
        anchors.fill: parent
        color: Talk.isOnAir ? Theme.tint(Theme.alarm) : "transparent"
    }

    Rectangle {
        width: parent.width
        height: Talk.isOnAir ? 2 : 1
        color: Talk.isOnAir ? Theme.alarm : Theme.outline
    }

    TalkStatus {
        id: status

        anchors.left: parent.left
        anchors.leftMargin: Tokens.spaceL
        anchors.right: seconds.visible ? seconds.left : parent.right
        anchors.rightMargin: Tokens.spaceS
        anchors.top: parent.top
        anchors.topMargin: 2
        // Beside a conversation it also says who would hear.
        isBrief: App.page !== "talk"
    }

    SecondsLeft {
        id: seconds

        anchors.right: parent.right
        anchors.rightMargin: Tokens.spaceL
        anchors.verticalCenter: status.verticalCenter
        color: Theme.alarm
    }
}
