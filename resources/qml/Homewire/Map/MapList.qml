// Everybody who is tracked and every place, in words; what the map shows without sight.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    signal chosen(string key)
    signal shown(real x, real y)
    signal editAsked(var zone)
    signal addAsked

    spacing: Tokens.spaceS

    function rowIn(rows: Repeater, key: string): Item {
        for (let index = 0; index < rows.count; index++) {
            const row = rows.itemAt(index) as ListRow;
            if (row?.objectName === key)
                return row;
        }
        return null;
    }

    // Says whether there is such a row; with no key it is the way to a new place.
    function focusRow(key: string, reason: int): bool {
        const row = key === "" ? addButton : rowIn(people, key) ?? rowIn(places, key);
        row?.forceActiveFocus(reason);
        return row?.visible ?? false;
    }

    Label {
        visible: HomeMap.hasMarkers
        text: qsTr("Who is where")
        isStrong: true
        isMuted: true
        Accessible.role: Accessible.Heading
    }

    Repeater {
        id: people

        model: HomeMap.markers

        ListRow {
            required property string key
            required property string name
            required property string placeText
            required property string lineText
            required property bool isStale
            required property bool isHome
            required property string symbol

            objectName: key
            width: root.width
            glyph: symbol
            color: isStale ? Theme.attention : isHome ? Theme.good : Theme.accent
            title: name
            line: [placeText, lineText].filter(part => part !== "").join(" · ")
            isFollowed: true
            onClicked: root.chosen(key)
        }
    }

    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: !HomeMap.hasMarkers
        topPadding: Tokens.spaceXl
        bottomPadding: Tokens.spaceXl
        glyph: Glyphs.map
        title: qsTr("Nobody is on the map yet")
        text: qsTr("A phone joins when its person opens Homewire on it and turns on “Share my location” under Settings. Phones with OwnTracks come with an MQTT gateway, cars and other trackers with theirs.")

        Button {
            visible: People.canManage
            kind: "primary"
            glyph: Glyphs.add
            text: qsTr("Add a phone")
            onClicked: App.navigate("addPhone")
        }
    }

    Label {
        visible: places.count > 0
        topPadding: Tokens.spaceM
        text: qsTr("Places")
        isStrong: true
        isMuted: true
        Accessible.role: Accessible.Heading
    }

    Repeater {
        id: places

        model: HomeMap.zones

        ListRow {
            required property string key
            required property string zoneId
            required property string name
            required property string lineText
            required property string iconName
            required property string symbol
            required property real worldX
            required property real worldY
            required property real radiusM
            required property bool isHome
            required property bool canEdit

            objectName: key
            width: root.width
            glyph: symbol
            color: isHome ? Theme.good : Theme.neutral
            title: name
            line: lineText
            isFollowed: canEdit
            onClicked: {
                if (canEdit)
                    root.editAsked({ key, zoneId, name, iconName, worldX, worldY, radiusM, isHome });
                else
                    root.shown(worldX, worldY);
            }
        }
    }

    Button {
        id: addButton

        visible: HomeMap.canEdit
        glyph: Glyphs.place
        text: HomeMap.hasHome ? qsTr("Add a place") : qsTr("Say where the home is")
        onClicked: root.addAsked()
    }

    Label {
        width: parent.width
        visible: HomeMap.canEdit
        text: qsTr("Or hold a finger or the mouse button on the map.")
        wrapMode: Text.Wrap
        font.pixelSize: Tokens.fontCaption
        isMuted: true
    }
}
