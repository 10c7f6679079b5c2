// Every key the app understands, in words.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    readonly property var shortcuts: [
        {
            keys: qsTr("Ctrl+K or /"),
            text: qsTr("Search")
        },
        {
            keys: qsTr("Arrow keys"),
            text: qsTr("Go from tile to tile")
        },
        {
            keys: qsTr("Space"),
            text: qsTr("Switch the tile; hold it for a lock")
        },
        {
            keys: qsTr("Enter"),
            text: qsTr("Open the tile")
        },
        {
            keys: qsTr("Menu"),
            text: qsTr("Favourite, move or hide the tile")
        },
        {
            keys: qsTr("Tab"),
            text: qsTr("Go on to the next control")
        },
        {
            keys: qsTr("Esc"),
            text: qsTr("Close what is open, or go back")
        },
        {
            keys: qsTr("Alt+1 … Alt+9"),
            text: qsTr("Go to a place in the navigation")
        },
        {
            keys: TalkSettings.keyText,
            text: qsTr("Hold to talk, wherever you do not write")
        },
        {
            keys: qsTr("Ctrl+Enter"),
            text: qsTr("Answer who rings")
        },
        {
            keys: qsTr("F1"),
            text: qsTr("Show this list")
        }
    ].filter(shortcut => shortcut.keys !== "")

    topPadding: Tokens.spaceS
    bottomPadding: Tokens.spaceS

    Repeater {
        model: root.shortcuts.length

        Item {
            id: line

            required property int index
            readonly property var shortcut: root.shortcuts[index]

            width: root.width
            height: 40
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1: %2").arg(shortcut.keys).arg(shortcut.text)

            Label {
                anchors.left: parent.left
                anchors.leftMargin: Tokens.spaceL
                anchors.right: keys.left
                anchors.verticalCenter: parent.verticalCenter
                text: line.shortcut.text
                isDecoration: true
            }

            Rectangle {
                id: keys

                anchors.right: parent.right
                anchors.rightMargin: Tokens.spaceL
                anchors.verticalCenter: parent.verticalCenter
                width: keyLabel.implicitWidth + 2 * Tokens.spaceS
                height: 28
                radius: 6
                color: Theme.surfaceSunken
                border.width: 1
                border.color: Theme.outline

                Label {
                    id: keyLabel

                    anchors.centerIn: parent
                    text: line.shortcut.keys
                    isMuted: true
                    isDecoration: true
                }
            }
        }
    }
}
