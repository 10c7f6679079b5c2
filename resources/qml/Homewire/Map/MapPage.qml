// Who is where: the map, and beside or below it the same in words.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    readonly property bool isNarrow: width < 760
    readonly property bool isEditing: panel.mode === "zone"
    readonly property int panelWidth: Math.min(380, Math.max(320, width * 0.3))

    title: qsTr("Map")
    maximumWidth: width
    canGoBack: panel.mode !== "list"
    contentHeight: height
    interactive: false
    onBackAsked: root.showList()

    // Whose panel is or was shown, to come back to their row in the list; empty for a new place.
    property string cameFrom: ""
    // A ring around what has the focus is for those who came by key.
    property int focusReason: Qt.OtherFocusReason

    function noteFocus() {
        const isByMouse = (root.focusItem as T.Control)?.visualFocus === false;
        focusReason = isByMouse ? Qt.OtherFocusReason : Qt.TabFocusReason;
    }

    // Without it the focus would be on what is not shown any more.
    function focusPanel() {
        // It is asked for later, when the page may be gone from the screen and half taken down.
        if (!root.visible)
            return;
        if (panel.mode === "person")
            person.focusFirst(focusReason);
        else if (panel.mode === "list" && !list.focusRow(cameFrom, focusReason))
            surface.forceActiveFocus(focusReason);
    }

    function choose(key: string) {
        noteFocus();
        editor.close();
        HomeMap.select(key);
    }

    function showList() {
        noteFocus();
        HomeMap.select("");
        editor.close();
    }

    function edit(zone: var, x: real, y: real) {
        noteFocus();
        HomeMap.select("");
        cameFrom = zone?.key ?? "";
        surface.moveTo(x, y);
        editor.edit(zone);
    }

    Component.onDestruction: HomeMap.clearError()

    Timer {
        interval: 30000
        running: root.visible
        repeat: true
        onTriggered: HomeMap.look()
    }

    Connections {
        target: HomeMap

        function onRouteRead() {
            if (HomeMap.route.length > 0)
                surface.showRoute();
        }
    }

    Item {
        parent: root
        anchors.fill: parent
        anchors.leftMargin: root.sidePadding
        anchors.rightMargin: root.sidePadding
        anchors.topMargin: root.topPadding
        anchors.bottomMargin: root.isNarrow ? 0 : Tokens.spaceL

        MapSurface {
            id: surface

            objectName: "map"
            width: root.isNarrow ? parent.width : parent.width - root.panelWidth - Tokens.spaceL
            height: root.isNarrow ? Math.round(parent.height * 0.46) : parent.height
            isPlacing: root.isEditing
            draftKey: editor.zoneKey
            draftName: editor.name
            draftRadius: editor.radiusM
            moment: panel.moment
            onChosen: key => root.choose(key)
            onPlaceAsked: (x, y) => {
                if (HomeMap.canEdit && !root.isEditing)
                    root.edit(null, x, y);
            }
        }

        Page {
            id: panel

            readonly property string mode: editor.isOpen ? "zone" : HomeMap.selectedKey !== "" ? "person" : "list"
            readonly property var moment: mode === "person" ? person.moment : { isKnown: false }

            anchors.left: root.isNarrow ? parent.left : surface.right
            anchors.leftMargin: root.isNarrow ? 0 : Tokens.spaceL
            anchors.right: parent.right
            anchors.top: root.isNarrow ? surface.bottom : parent.top
            anchors.bottom: parent.bottom
            // Its bar of scrolling needs a place beside the cards.
            sidePadding: root.isNarrow ? 4 : Tokens.spaceM
            topPadding: root.isNarrow ? Tokens.spaceM : 4
            bottomPadding: root.bottomPadding
            spacing: Tokens.spaceM
            onModeChanged: {
                contentY = 0;
                if (mode === "person")
                    root.cameFrom = HomeMap.selectedKey;
                // What is shown now is visible only then.
                Qt.callLater(root.focusPanel);
            }

            Banner {
                width: parent.width
                visible: text !== ""
                glyph: Glyphs.attention
                text: HomeMap.errorText
                actionText: qsTr("Dismiss")
                onActed: HomeMap.clearError()
            }

            MapList {
                id: list

                width: parent.width
                visible: panel.mode === "list"
                onChosen: key => root.choose(key)
                onShown: (x, y) => surface.moveTo(x, y)
                onEditAsked: zone => root.edit(zone, zone.worldX, zone.worldY)
                onAddAsked: root.edit(null, surface.centerX, surface.centerY)
            }

            MapPerson {
                id: person

                width: parent.width
                visible: panel.mode === "person"
                onBackAsked: root.showList()
                onShown: (x, y) => surface.moveTo(x, y)
            }

            ZoneEditor {
                id: editor

                width: parent.width
                centerX: surface.centerX
                centerY: surface.centerY
                onMoved: (x, y) => surface.moveTo(x, y)
            }
        }
    }
}
