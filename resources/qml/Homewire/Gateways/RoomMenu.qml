// Chooses a room, or makes one on the spot. Made when it is opened; long lists scroll.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

T.Popup {
    id: control

    readonly property var rooms: Arranging.rooms

    // Empty is no room at all.
    signal chosen(string areaId)
    signal named(string name)

    width: Math.min(300, parent ? parent.width : 300)
    height: Math.min(420, list.contentHeight + head.height + topPadding + bottomPadding)
    padding: Tokens.spaceS
    margins: Tokens.spaceS
    focus: true
    onOpened: {
        newName.text = "";
        list.currentIndex = 0;
        list.forceActiveFocus(Qt.TabFocusReason);
    }

    background: MenuGround {}

    contentItem: FocusScope {
        Accessible.role: Accessible.PopupMenu
        Accessible.name: qsTr("Rooms")

        Item {
            id: head

            width: parent.width
            height: newName.implicitHeight + Tokens.spaceS

            TextField {
                id: newName

                width: parent.width - makeButton.width - Tokens.spaceS
                placeholder: qsTr("New room")
                maximumLength: 100
                onAccepted: if (text.trim() !== "")
                    makeButton.click()
            }

            Button {
                id: makeButton

                anchors.right: parent.right
                enabled: newName.text.trim() !== ""
                text: qsTr("Make")
                onClicked: {
                    control.named(newName.text.trim());
                    control.close();
                }
            }
        }

        ListView {
            id: list

            anchors.top: head.bottom
            anchors.bottom: parent.bottom
            width: parent.width
            clip: true
            focus: true
            model: control.rooms.length + 1
            cacheBuffer: 0
            boundsBehavior: Flickable.StopAtBounds
            keyNavigationEnabled: true
            T.ScrollBar.vertical: ScrollBar {}

            delegate: MenuRow {
                required property int index
                readonly property var room: control.rooms[index] ?? null

                width: ListView.view.width
                highlighted: ListView.isCurrentItem && ListView.view.activeFocus
                text: room ? room.label : qsTr("No room")
                glyph: room ? Glyphs.area : Glyphs.close
                onClicked: {
                    control.chosen(room ? room.value : "");
                    control.close();
                }
                Keys.onReturnPressed: click()
                Keys.onEnterPressed: click()
            }
        }
    }
}
