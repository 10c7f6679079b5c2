// What can be done with a tile itself, by a right click, a long press or the menu key.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Menu {
    id: root

    required property Tile tile
    required property int count
    // "area", "favorites", or "" where the order is not the person's.
    required property string order

    function move(step: int) {
        if (order === "favorites")
            Tiles.moveFavorite(tile.entityId, tile.index + step);
        else
            Tiles.move(tile.entityId, tile.index + step);
        close();
    }

    MenuRow {
        width: parent.width
        glyph: Glyphs.about
        text: qsTr("Open")
        onClicked: {
            Detail.open(root.tile.entityId);
            root.close();
        }
    }

    MenuRow {
        width: parent.width
        glyph: root.tile.isFavorite ? Glyphs.star : Glyphs.starOutline
        text: root.tile.isFavorite ? qsTr("Remove from favourites") : qsTr("Add to favourites")
        onClicked: {
            Tiles.setFavorite(root.tile.entityId, !root.tile.isFavorite);
            root.close();
        }
    }

    MenuRow {
        width: parent.width
        visible: root.order !== ""
        enabled: root.tile.index > 0
        glyph: Glyphs.arrowUp
        text: qsTr("Move earlier")
        onClicked: root.move(-1)
    }

    MenuRow {
        width: parent.width
        visible: root.order !== ""
        enabled: root.tile.index < root.count - 1
        glyph: Glyphs.arrowDown
        text: qsTr("Move later")
        onClicked: root.move(1)
    }

    MenuRow {
        width: parent.width
        visible: App.canConfigure
        glyph: Glyphs.hide
        text: qsTr("Hide this tile")
        onClicked: {
            Tiles.setHidden(root.tile.entityId, true);
            root.close();
        }
    }
}
