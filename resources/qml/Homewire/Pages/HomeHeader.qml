// The top of the home page: the line that says what matters now, unread notices, and the favourites.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Notices
import Homewire.Tiles

Column {
    id: root

    required property bool isEmpty
    readonly property alias favorites: favoriteGrid

    signal edgeReached(int key)
    signal focused(Item tile)

    spacing: Tokens.spaceL

    Flow {
        width: parent.width
        visible: App.headlineItems.length > 0
        spacing: 6
        Accessible.role: Accessible.Grouping
        Accessible.name: App.headline

        Repeater {
            model: App.headlineItems.length

            Chip {
                required property int index
                readonly property var item: App.headlineItems[index] ?? ({})

                isButton: (item.entityId ?? "") !== ""
                glyph: item.icon ?? ""
                color: Theme.color(item.tint ?? "")
                text: item.text ?? ""
                onClicked: Detail.open(item.entityId)
            }
        }
    }

    NoticeList {
        width: Math.min(parent.width, Tokens.sizeFormWidth + 120)
        model: Notices.unread
    }

    Label {
        visible: favoriteGrid.visible
        text: qsTr("Favourites")
        font.pixelSize: Tokens.fontSection
        isStrong: true
        Accessible.role: Accessible.Heading
    }

    TileGrid {
        id: favoriteGrid

        width: parent.width
        visible: Tiles.favorites.count > 0
        model: Tiles.favorites
        order: "favorites"
        Accessible.name: qsTr("Favourites")
        onEdgeReached: key => root.edgeReached(key)
        onFocused: tile => root.focused(tile)
    }

    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: root.isEmpty && App.isLoading
        topPadding: 80
        title: App.connectionRemedy === "" ? qsTr("Reading your home") : qsTr("Not connected")
        text: App.connectionText !== "" ? App.connectionText : qsTr("This takes a moment.")

        Button {
            visible: Joining.address !== ""
            kind: "primary"
            text: qsTr("Join")
            onClicked: App.navigate("join")
        }

        Button {
            visible: Joining.address !== ""
            text: qsTr("Show the home in this computer")
            onClicked: Joining.goHome()
        }
    }
}
