// One area alone, with everything in it.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Tiles

Page {
    id: root

    title: area.name ?? ""
    glyph: area.icon ?? ""
    canGoBack: App.widthClass === "phone"
    spacing: Theme.gap
    onBackAsked: App.back()

    // Read again whenever the list of areas says that something in it is different.
    property var area: Areas.get(App.areaId)

    Connections {
        target: Areas

        function onDataChanged() {
            root.area = Areas.get(App.areaId);
        }

        function onModelReset() {
            root.area = Areas.get(App.areaId);
        }
    }

    Connections {
        target: App

        function onAreaIdChanged() {
            root.area = Areas.get(App.areaId);
            root.contentY = 0;
        }
    }

    AreaChips {
        isNarrow: root.width < 400
        visible: hasAny
        areaName: root.title
        temperatureText: root.area.temperatureText ?? ""
        humidityText: root.area.humidityText ?? ""
        hasMotion: root.area.hasMotion ?? false
        motionText: root.area.motionText ?? ""
        canTurnOff: root.area.canTurnOff ?? false
        canTalk: Talk.isAvailable && Talk.channelName !== "" && Talk.canTalkTo(App.areaId)
        onTurnedOff: Areas.turnOff(App.areaId)
        onTalkAsked: Talk.talkTo(App.areaId)
    }

    Banner {
        width: parent.width
        visible: text !== ""
        text: root.area.notice ?? ""
    }

    TileGrid {
        width: parent.width
        model: Tiles.area
        viewTop: root.viewTop - y
        viewBottom: root.viewBottom - y
        onFocused: tile => root.reveal(tile)
    }

    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: Tiles.area.count === 0
        topPadding: 64
        glyph: Glyphs.area
        title: qsTr("Nothing is here yet")
        text: qsTr("Open a tile on the home page and choose this area for it.")
    }
}
