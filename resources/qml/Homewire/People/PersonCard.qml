// One person: role, whether they are here, what limits them, and the devices they come with.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme
import Homewire.Controls
import Homewire.Talk

Rectangle {
    id: root

    required property string personId
    required property string name
    required property string initials
    required property string role
    required property string roleText
    required property bool isMe
    required property bool isHere
    required property string presenceText
    required property string limitsText
    required property var areaIds
    required property var visit
    required property bool isActive
    required property bool canChange
    required property bool canRemove
    required property var devices

    signal changeAsked(string what)
    signal signOutAsked(string tokenId, string name)

    implicitHeight: column.implicitHeight + 2 * Tokens.spaceL
    radius: Tokens.radiusTile
    color: Theme.surface
    border.width: Theme.isHighContrast ? 1 : 0
    border.color: Theme.outline
    Accessible.role: Accessible.Grouping
    Accessible.name: [name, roleText, presenceText].join(", ")

    Column {
        id: column

        x: Tokens.spaceL
        y: Tokens.spaceL
        width: parent.width - 2 * x
        spacing: Tokens.spaceM

        Item {
            width: parent.width
            height: Math.max(avatar.height, words.implicitHeight)

            Avatar {
                id: avatar

                anchors.verticalCenter: parent.verticalCenter
                size: 48
                name: root.name
                initials: root.initials
                personId: root.personId
                opacity: root.isActive ? 1 : 0.6

                Rectangle {
                    anchors.right: parent.right
                    anchors.bottom: parent.bottom
                    visible: root.isHere
                    width: 14
                    height: 14
                    radius: 7
                    color: Theme.good
                    border.width: 2
                    border.color: Theme.surface
                }
            }

            Column {
                id: words

                anchors.left: avatar.right
                anchors.leftMargin: Tokens.spaceM
                anchors.right: more.visible ? more.left : parent.right
                anchors.rightMargin: Tokens.spaceS
                anchors.verticalCenter: parent.verticalCenter
                spacing: 2

                Label {
                    width: parent.width
                    text: root.isMe ? qsTr("%1 (you)").arg(root.name) : root.name
                    wrapMode: Text.Wrap
                    font.pixelSize: Tokens.fontName
                    isStrong: true
                }

                Label {
                    width: parent.width
                    text: [root.roleText, root.presenceText].filter(part => part !== "").join(" · ")
                    wrapMode: Text.Wrap
                    isMuted: true
                }

                Label {
                    width: parent.width
                    visible: text !== ""
                    text: root.limitsText
                    wrapMode: Text.Wrap
                    isMuted: true
                }
            }

            IconButton {
                id: more

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                visible: root.canChange || root.canRemove
                glyph: Glyphs.more
                text: qsTr("Change %1").arg(root.name)
                onClicked: menu.active = true

                Loader {
                    id: menu

                    active: false
                    sourceComponent: PersonMenu {
                        parent: more
                        y: more.height
                        x: more.width - width
                        canChange: root.canChange
                        canRemove: root.canRemove
                        isGuest: root.role === "guest"
                        onClosed: menu.active = false
                        onAsked: what => root.changeAsked(what)
                        Component.onCompleted: open()
                    }
                }
            }
        }

        Repeater {
            model: root.devices.length

            DeviceRow {
                required property int index

                width: column.width
                device: root.devices[index] ?? ({})
                onSignOutAsked: (tokenId, name) => root.signOutAsked(tokenId, name)
            }
        }
    }
}
