// Notices below each other, under a heading; takes no room when there are none.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    property alias model: cards.model

    visible: cards.count > 0
    spacing: Tokens.spaceS
    Accessible.role: Accessible.List
    Accessible.name: heading.text

    Item {
        width: parent.width
        height: Math.max(heading.implicitHeight, all.visible ? all.height : 0)

        Label {
            id: heading

            anchors.left: parent.left
            anchors.right: all.visible ? all.left : parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Notices")
            font.pixelSize: Tokens.fontSection
            isStrong: true
            Accessible.role: Accessible.Heading
        }

        Button {
            id: all

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: Notices.unreadCount > 1
            kind: "quiet"
            text: qsTr("Mark all as read")
            onClicked: Notices.readAll()
        }
    }

    Repeater {
        id: cards

        NoticeCard {
            width: root.width
        }
    }
}
