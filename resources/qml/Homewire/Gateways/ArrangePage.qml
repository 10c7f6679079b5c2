// Many devices, put into rooms in one go: by what their names say, or by ticking and choosing.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    // Whose room is being chosen; empty for all that are ticked.
    property string oneId: ""

    function chooseRoom(deviceId: string, where: Item) {
        oneId = deviceId;
        // Not a child of the row: that may go while the menu is open.
        const at = where.mapToItem(root, where.width - rooms.width, where.height);
        rooms.x = at.x;
        rooms.y = at.y;
        rooms.open();
    }

    readonly property bool isNarrow: column.width < 480

    title: Arranging.gatewayTitle !== "" ? qsTr("Devices of %1").arg(Arranging.gatewayTitle) : qsTr("Arrange devices")
    canGoBack: true
    hasOwnSearch: true
    onBackAsked: App.back()
    maximumWidth: Tokens.sizeFormWidth + 240
    contentHeight: height
    interactive: false
    Component.onCompleted: if (Arranging.total === 0)
        Arranging.open(Arranging.gatewayId)
    Component.onDestruction: Arranging.close()

    Column {
        id: head

        parent: root
        x: root.column.x
        width: root.column.width
        topPadding: Tokens.spaceS
        bottomPadding: Tokens.spaceM
        spacing: Tokens.spaceM

        Flow {
            width: parent.width
            spacing: Tokens.spaceS

            SearchField {
                width: Math.min(300, parent.width)
                label: qsTr("Search these devices")
                onTextChanged: Arranging.searchText = text
            }

            Button {
                visible: Arranging.unplacedCount > 0 && Arranging.unplacedCount < Arranging.total
                kind: Arranging.isUnplacedOnly ? "primary" : "plain"
                glyph: Arranging.isUnplacedOnly ? Glyphs.check : ""
                text: qsTr("Without a room: %1").arg(Arranging.unplacedCount)
                Accessible.checkable: true
                Accessible.checked: Arranging.isUnplacedOnly
                onClicked: Arranging.isUnplacedOnly = !Arranging.isUnplacedOnly
            }

            Button {
                visible: Arranging.suggestionCount > 0
                enabled: !Arranging.isBusy
                glyph: Glyphs.suggestion
                text: qsTr("Follow %n suggestion(s)", "", Arranging.suggestionCount)
                onClicked: Arranging.takeSuggestions()
            }
        }

        Item {
            width: parent.width
            height: Tokens.sizeTarget
            visible: Arranging.count > 0

            CheckMark {
                id: allTick

                x: Tokens.spaceXs
                isChecked: Arranging.isAllSelected
                text: qsTr("Choose all")
                onClicked: Arranging.selectAll(!Arranging.isAllSelected)
            }

            Label {
                anchors.left: allTick.right
                anchors.leftMargin: Tokens.spaceS
                anchors.right: placeButton.visible ? placeButton.left : parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: Arranging.selectedCount > 0 ? Arranging.selectedText : qsTr("Choose all")
                isStrong: Arranging.selectedCount > 0
                isMuted: Arranging.selectedCount === 0
                isDecoration: Arranging.selectedCount === 0
            }

            Button {
                id: placeButton

                anchors.right: parent.right
                visible: Arranging.selectedCount > 0
                enabled: !Arranging.isBusy
                kind: "primary"
                glyph: root.isNarrow ? "" : Glyphs.area
                text: root.isNarrow ? qsTr("Into room …") : qsTr("Put into room …")
                onClicked: root.chooseRoom("", placeButton)
            }
        }

        DoneBanner {
            width: parent.width
            text: Arranging.doneText
            canUndo: Arranging.canUndo
            onUndone: Arranging.undo()
            onDismissed: Arranging.forget()
        }

        Banner {
            width: parent.width
            visible: text !== ""
            glyph: Glyphs.attention
            text: Arranging.errorText
            actionText: qsTr("Dismiss")
            onActed: Arranging.forget()
        }
    }

    ListView {
        id: list

        parent: root
        anchors.fill: parent
        anchors.topMargin: head.height
        model: Arranging
        clip: true
        spacing: Tokens.spaceXs
        boundsBehavior: Flickable.StopAtBounds
        bottomMargin: root.bottomPadding
        // Rows made ahead are made bit by bit, and a page left meanwhile would complain of them.
        cacheBuffer: 0
        // The rows just out of sight, for the Tab key to come to.
        displayMarginBeginning: 120
        displayMarginEnd: 120
        T.ScrollBar.vertical: ScrollBar {}

        Accessible.role: Accessible.List
        Accessible.name: root.title

        delegate: Item {
            id: cell

            required property int index
            required property string deviceId
            required property string name
            required property string modelText
            required property string icon
            required property string areaName
            required property string suggestedName
            required property bool isNewRoom
            required property bool isSelected

            width: list.width
            height: row.implicitHeight

            ArrangeRow {
                id: row

                x: root.column.x
                width: root.column.width
                index: cell.index
                deviceId: cell.deviceId
                name: cell.name
                modelText: cell.modelText
                icon: cell.icon
                areaName: cell.areaName
                suggestedName: cell.suggestedName
                isNewRoom: cell.isNewRoom
                isSelected: cell.isSelected
                onRoomAsked: where => root.chooseRoom(deviceId, where)
                onFocused: list.positionViewAtIndex(index, ListView.Contain)
            }
        }

        EmptyState {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 80
            visible: list.count === 0
            glyph: Glyphs.area
            title: Arranging.total === 0 ? qsTr("There are no devices yet") : Arranging.isUnplacedOnly && Arranging.searchText === "" ? qsTr("Every device has a room") : qsTr("Nothing of that name")
            text: Arranging.total === 0 ? qsTr("They appear here as soon as the gateway reports them.") : ""

            Button {
                text: qsTr("Done")
                onClicked: App.navigate("home")
            }
        }
    }

    RoomMenu {
        id: rooms

        parent: root
        onChosen: areaId => root.oneId === "" ? Arranging.place(areaId) : Arranging.placeOne(root.oneId, areaId)
        onNamed: name => root.oneId === "" ? Arranging.placeInNew(name) : Arranging.placeOneInNew(root.oneId, name)
    }
}
