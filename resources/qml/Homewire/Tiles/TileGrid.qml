// Tiles in columns as many as fit, large ones spanning several cells. The arrow keys walk to the
// nearest tile in their direction; where there is none, the grid tells its owner.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme

FocusScope {
    id: root

    property var model: null
    // 0 shows all of them.
    property int limit: 0
    readonly property int count: tiles.count
    // Whose order this is: "area", "favorites", or "" where nobody chose it.
    property string order: "area"

    readonly property int minimumWidth: width < Tokens.breakpointPhone ? Tokens.sizeTileMinPhone : width < Tokens.breakpointWide ? Tokens.sizeTileMinRail : Tokens.sizeTileMinWide
    readonly property int columns: Math.max(1, Math.min(6, Math.floor((width + Theme.gap) / (minimumWidth + Theme.gap))))
    readonly property real cellWidth: (width - (columns - 1) * Theme.gap) / columns
    readonly property int cellHeight: Theme.isCompact ? Tokens.sizeTileRow - 4 : Tokens.sizeTileRow
    property int rows: 0
    // The part of the grid that is in sight or about to be; tiles beyond it are empty places.
    property real viewTop: -Infinity
    property real viewBottom: Infinity

    // The grid has its height. What is below it should find its place now: a tile that is thought to
    // be in sight is made, and seven areas in one place make hundreds.
    signal arranged
    signal edgeReached(int key)
    signal focused(Item tile)

    function spanOf(size: string): var {
        const parts = size.split("x");
        return {
            columns: Math.min(columns, Number(parts[0]) || 1),
            rows: Number(parts[1]) || 1
        };
    }

    // First fit, row by row; the order of the tiles is kept as far as the gaps allow.
    function arrange() {
        // Called late, when its page may be gone already: nothing can be made there any more.
        if (!root.Window.window)
            return;
        const taken = [];
        const isFree = (row, column, span) => {
            for (let r = row; r < row + span.rows; ++r)
                for (let c = column; c < column + span.columns; ++c)
                    if (taken[r * columns + c])
                        return false;
            return true;
        };
        let firstOpenRow = 0;
        let lowest = 0;
        for (let i = 0; i < tiles.count; ++i) {
            const tile = tiles.itemAt(i);
            if (!tile || !tile.visible)
                continue;
            const span = spanOf(tile.size);
            let row = firstOpenRow;
            let column = 0;
            while (!isFree(row, column, span)) {
                column += 1;
                if (column + span.columns > columns) {
                    column = 0;
                    row += 1;
                }
            }
            for (let r = row; r < row + span.rows; ++r)
                for (let c = column; c < column + span.columns; ++c)
                    taken[r * columns + c] = true;
            tile.x = Math.round(column * (cellWidth + Theme.gap));
            tile.y = row * (cellHeight + Theme.gap);
            tile.width = Math.round(span.columns * cellWidth + (span.columns - 1) * Theme.gap);
            tile.height = span.rows * cellHeight + (span.rows - 1) * Theme.gap;
            lowest = Math.max(lowest, row + span.rows);
            while (isRowFull(taken, firstOpenRow))
                firstOpenRow += 1;
        }
        rows = lowest;
        arranged();
        for (let i = 0; i < tiles.count; ++i) {
            const tile = tiles.itemAt(i);
            if (tile?.visible)
                tile.isPlaced = true;
        }
    }

    function isRowFull(taken: var, row: int): bool {
        for (let c = 0; c < columns; ++c)
            if (!taken[row * columns + c])
                return false;
        return true;
    }

    function arrangeSoon() {
        Qt.callLater(arrange);
    }

    // The tile whose middle lies nearest in the direction of an arrow key.
    function neighbour(from: TileSlot, key: int): TileSlot {
        let best = null;
        let bestCost = Infinity;
        const x = from.x + from.width / 2;
        const y = from.y + from.height / 2;
        for (let i = 0; i < tiles.count; ++i) {
            const slot = tiles.itemAt(i) as TileSlot;
            if (!slot || slot === from || !slot.visible)
                continue;
            const dx = slot.x + slot.width / 2 - x;
            const dy = slot.y + slot.height / 2 - y;
            const isSideways = key === Qt.Key_Left || key === Qt.Key_Right;
            const ahead = key === Qt.Key_Left ? -dx : key === Qt.Key_Right ? dx : key === Qt.Key_Up ? -dy : dy;
            const aside = Math.abs(isSideways ? dy : dx);
            if (ahead <= 1 || (isSideways && aside > Math.max(from.height, slot.height) / 2))
                continue;
            const cost = ahead + 3 * aside;
            if (cost < bestCost) {
                bestCost = cost;
                best = slot;
            }
        }
        return best;
    }

    function focusFirst() {
        if (tiles.count > 0)
            tiles.itemAt(0).forceActiveFocus(Qt.TabFocusReason);
    }

    function focusLast() {
        if (tiles.count > 0)
            tiles.itemAt(tiles.count - 1).forceActiveFocus(Qt.BacktabFocusReason);
    }

    implicitHeight: rows > 0 ? rows * cellHeight + (rows - 1) * Theme.gap : 0
    onWidthChanged: arrangeSoon()
    onColumnsChanged: arrangeSoon()
    onCellHeightChanged: arrangeSoon()

    Accessible.role: Accessible.List

    Repeater {
        id: tiles

        model: root.model
        onItemAdded: root.arrangeSoon()
        onItemRemoved: root.arrangeSoon()

        TileSlot {
            id: slot

            property bool isPlaced: false

            isNear: isPlaced && y < root.viewBottom && y + height > root.viewTop
            visible: root.limit === 0 || index < root.limit
            onSizeChanged: root.arrangeSoon()
            onIndexChanged: root.arrangeSoon()
            onActiveFocusChanged: if (activeFocus) root.focused(slot)
            onMenuAsked: at => {
                menu.at = at;
                menu.tile = slot.tile;
            }
            onMoveAsked: key => {
                const next = root.neighbour(slot, key);
                if (next)
                    next.forceActiveFocus(Qt.TabFocusReason);
                else
                    root.edgeReached(key);
            }
        }
    }

    Loader {
        id: menu

        property Tile tile: null
        property point at

        active: tile !== null
        sourceComponent: TileMenu {
            parent: menu.tile
            x: menu.at.x
            y: menu.at.y
            tile: menu.tile
            count: root.count
            order: root.order
            onClosed: menu.tile = null
            Component.onCompleted: open()
        }
    }
}
