// What no area has yet, with the way to give it one.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Tiles

Column {
    id: root

    property real viewTop: -Infinity
    property real viewBottom: Infinity
    readonly property alias grid: grid

    signal edgeReached(int key)
    signal focused(Item tile)

    spacing: Theme.gap

    Item {
        width: parent.width
        height: Tokens.sizeTarget

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Without an area")
            font.pixelSize: Tokens.fontSection
            isStrong: true
            Accessible.role: Accessible.Heading
        }

        Button {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: App.canConfigure
            kind: "quiet"
            glyph: Glyphs.area
            text: qsTr("Give them rooms")
            onClicked: {
                Arranging.open("");
                Arranging.isUnplacedOnly = true;
                App.navigate("arrange");
            }
        }
    }

    TileGrid {
        id: grid

        width: parent.width
        model: Tiles.unassigned
        viewTop: root.viewTop - y
        viewBottom: root.viewBottom - y
        onEdgeReached: key => root.edgeReached(key)
        onFocused: tile => root.focused(tile)
    }
}
