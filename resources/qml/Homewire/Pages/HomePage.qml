// The home at a glance: what matters now, the favourites, then area after area.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Gateways

Page {
    id: root

    title: App.homeName

    readonly property bool isEmpty: Areas.count === 0 && Tiles.unassigned.count === 0

    readonly property bool isNew: Areas.count === 0 && !App.isLoading

    // Goes on in the next section with an arrow key.
    function enter(section: int, key: int) {
        const isForward = key === Qt.Key_Down || key === Qt.Key_Right;
        const next = section < 0 ? header.favorites : section < sections.count ? (sections.itemAt(section) as AreaSlot)?.grid : unassigned.grid;
        if (next && isForward)
            next.focusFirst();
        else if (next)
            next.focusLast();
    }

    function isForward(key: int): bool {
        return key === Qt.Key_Down || key === Qt.Key_Right;
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Home")

    HomeHeader {
        id: header

        width: parent.width
        visible: implicitHeight > 0
        isEmpty: root.isEmpty
        onEdgeReached: key => {
            if (root.isForward(key))
                root.enter(0, key);
        }
        onFocused: tile => root.reveal(tile)
    }

    Repeater {
        id: sections

        model: Areas

        AreaSlot {
            width: root.column.width
            viewTop: root.viewTop
            viewBottom: root.viewBottom
            onArranged: root.column.forceLayout()
            onFocused: tile => root.reveal(tile)
            onEdgeReached: key => root.enter(root.isForward(key) ? index + 1 : index - 1, key)
        }
    }

    UnassignedSection {
        id: unassigned

        width: parent.width
        visible: Tiles.unassigned.count > 0
        viewTop: root.viewTop - y
        viewBottom: root.viewBottom - y
        onFocused: tile => root.reveal(tile)
        onEdgeReached: key => {
            if (!root.isForward(key))
                root.enter(sections.count - 1, key);
        }
    }

    // A new home finds its first devices by itself, as far as they announce themselves.
    Loader {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(Tokens.sizeFormWidth, parent.width)
        active: root.isNew && App.canConfigure
        visible: active && FoundGateways.count > 0
        sourceComponent: FoundSection {
            hasOtherWay: true
        }
    }

    FirstRun {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: root.isNew
        isEmpty: root.isEmpty
    }
}
