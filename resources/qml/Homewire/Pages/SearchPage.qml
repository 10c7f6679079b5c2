// What a search finds, as tiles that work here as everywhere.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Tiles

Page {
    id: root

    title: qsTr("Search")

    function focusFirst() {
        grid.focusFirst();
    }

    spacing: Tokens.spaceL

    Label {
        width: parent.width
        text: Tiles.search.count > 0 ? qsTr("%n device(s) found", "", Tiles.search.count) : ""
        visible: text !== ""
        isMuted: true
    }

    TileGrid {
        id: grid

        width: parent.width
        model: Tiles.search
        viewTop: root.viewTop - y
        viewBottom: root.viewBottom - y
        order: ""
        Accessible.name: qsTr("Search results")
        onFocused: tile => root.reveal(tile)
    }

    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: Tiles.search.count === 0
        topPadding: 64
        glyph: Glyphs.search
        title: qsTr("Nothing is called “%1”").arg(App.searchText)
        text: qsTr("Try a part of a name, an area such as “kitchen”, or a state such as “open”.")
    }
}
