// A page that scrolls as one, with its content in a column of reading width.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

Flickable {
    id: root

    default property alias content: column.data
    // Shown by the window above the page.
    property string title: ""
    property string glyph: ""
    property bool canGoBack: false
    // On a phone it takes the place of the search for devices.
    property bool hasOwnSearch: false
    property int maximumWidth: Tokens.sizeReadingWidth
    property int sidePadding: width < Tokens.breakpointPhone ? Tokens.spaceL : Tokens.spaceXl
    property int topPadding: Tokens.spaceS
    // On a phone the talk button stands out of the bar below.
    property int bottomPadding: width < Tokens.breakpointPhone ? Tokens.spaceXl + 40 : Tokens.spaceXl
    property alias spacing: column.spacing
    readonly property alias column: column

    // The part of the column to have ready, in steps so that it is not worked out at every pixel.
    readonly property int viewStep: 200
    readonly property real viewTop: Math.floor(contentY / viewStep) * viewStep - viewStep
    readonly property real viewBottom: viewTop + height + 4 * viewStep

    readonly property Item focusItem: Window.activeFocusItem

    signal backAsked

    function isInside(item: Item): bool {
        for (let each = item; each; each = each.parent)
            if (each === column)
                return true;
        return false;
    }

    // Scrolls so that an item that took the focus can be seen.
    function reveal(item: Item) {
        const top = item.mapToItem(contentItem, 0, 0).y - Tokens.spaceL;
        const bottom = top + item.height + 2 * Tokens.spaceL;
        if (top < contentY)
            contentY = Math.max(0, top);
        else if (bottom > contentY + height)
            contentY = Math.min(Math.max(0, contentHeight - height), bottom - height);
    }

    // A keyboard may go on to what is out of sight; a finger only touches what it sees.
    onFocusItemChanged: {
        const byKeyboard = (focusItem as T.Control)?.visualFocus ?? (focusItem as T.TextField)?.focusReason === Qt.TabFocusReason;
        if (byKeyboard && interactive && isInside(focusItem))
            reveal(focusItem);
    }

    contentWidth: width
    contentHeight: column.y + column.implicitHeight + bottomPadding
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    T.ScrollBar.vertical: ScrollBar {}

    Column {
        id: column

        x: Math.max(root.sidePadding, Math.floor((root.width - width) / 2))
        y: root.topPadding
        width: Math.min(root.maximumWidth, root.width - 2 * root.sidePadding)
        spacing: Tokens.spaceSection
    }
}
