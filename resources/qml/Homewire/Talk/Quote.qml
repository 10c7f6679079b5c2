// What a message answers, in one line with a bar before it.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    property alias text: words.text

    implicitHeight: 28
    implicitWidth: words.implicitWidth + 3 + Tokens.spaceS

    Rectangle {
        width: 3
        height: parent.height - 4
        anchors.verticalCenter: parent.verticalCenter
        radius: 1.5
        color: Theme.accent
    }

    Label {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: 3 + Tokens.spaceS
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        isMuted: true
        isDecoration: true
    }
}
