// Every kind of system there is a driver for, searched by name and by what it brings.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    property string filter: ""
    property bool hasSearch: true
    readonly property string wanted: filter.trim().toLocaleLowerCase()
    readonly property var shown: Gateways.types.filter(kind => wanted === "" || [kind.title, kind.summary, kind.type].some(text => text.toLocaleLowerCase().includes(wanted)))

    signal chosen(string type)

    spacing: Tokens.spaceS

    SearchField {
        width: parent.width
        visible: root.hasSearch
        label: qsTr("Search systems, such as Hue or Zigbee")
        onTextChanged: root.filter = text
        onAccepted: if (root.shown.length > 0)
            root.chosen(root.shown[0].type)
        Keys.onDownPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    }

    Grid {
        id: grid

        // Cards beside each other are as high as the highest of all.
        readonly property real cardHeight: Array.from({
            length: cards.count
        }, (_, index) => cards.itemAt(index)?.implicitHeight ?? 0).reduce((most, one) => Math.max(most, one), 0)

        width: parent.width
        columns: width < 560 ? 1 : 2
        spacing: Tokens.spaceS

        Repeater {
            id: cards

            model: root.shown.length

            ListRow {
                required property int index
                readonly property var kind: root.shown[index] ?? ({})

                width: (grid.width - (grid.columns - 1) * grid.spacing) / grid.columns
                height: grid.columns > 1 ? grid.cardHeight : implicitHeight
                glyph: kind.icon ?? ""
                color: Theme.accent
                title: kind.title ?? ""
                line: kind.summary ?? ""
                isFollowed: true
                onClicked: root.chosen(kind.type)
            }
        }
    }

    Label {
        width: parent.width
        visible: root.shown.length === 0 && root.wanted !== ""
        text: qsTr("Nothing of that name. A system that speaks MQTT or is known to Home Assistant comes in through those.")
        wrapMode: Text.Wrap
        isMuted: true
    }
}
