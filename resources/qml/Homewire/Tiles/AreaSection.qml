// One area on the home page: header, the notice of a gateway that is away, and its tiles.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    required property string areaId
    required property string name
    required property string icon
    required property string temperatureText
    required property string humidityText
    required property bool hasMotion
    required property string motionText
    required property bool canTurnOff
    required property var tiles
    required property string notice
    property real viewTop: -Infinity
    property real viewBottom: Infinity
    readonly property alias grid: grid

    signal arranged
    signal edgeReached(int key)
    signal focused(Item tile)

    spacing: Theme.gap

    AreaHeader {
        width: parent.width
        name: root.name
        icon: root.icon
        temperatureText: root.temperatureText
        humidityText: root.humidityText
        hasMotion: root.hasMotion
        motionText: root.motionText
        canTurnOff: root.canTurnOff
        onOpened: App.openArea(root.areaId)
        canTalk: Talk.isAvailable && Talk.channelName !== "" && Talk.canTalkTo(root.areaId)
        onTurnedOff: Areas.turnOff(root.areaId)
        onTalkAsked: Talk.talkTo(root.areaId)
    }

    Banner {
        width: parent.width
        visible: text !== ""
        text: root.notice
    }

    TileGrid {
        id: grid

        width: parent.width
        model: root.tiles
        viewTop: root.viewTop - y
        viewBottom: root.viewBottom - y
        onArranged: {
            root.forceLayout();
            root.arranged();
        }
        onEdgeReached: key => root.edgeReached(key)
        onFocused: tile => root.focused(tile)
    }
}
