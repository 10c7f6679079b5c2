// The place of an area on the home page. Its tiles are there while it is near the view or has the
// focus, so that a home with a thousand tiles opens as fast as one with ten and is as light.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme
import Homewire.Tiles

Item {
    id: root

    required property int index
    required property string areaId
    required property string name
    required property string icon
    required property int total
    required property string temperatureText
    required property string humidityText
    required property bool hasMotion
    required property string motionText
    required property bool canTurnOff
    required property var tiles
    required property string notice
    required property real viewTop
    required property real viewBottom

    readonly property TileGrid grid: (loader.item as AreaSection)?.grid ?? null
    // A guess that holds the place: most tiles take one cell and a few take more.
    readonly property int guessedHeight: knownHeight > 0 && knownWidth === width ? knownHeight : Tokens.sizeTarget + Math.ceil(total * 1.4 / Math.max(1, width / 200)) * (Tokens.sizeTileRow + Theme.gap)

    property int knownHeight: 0
    property int knownWidth: 0

    signal arranged
    signal edgeReached(int key)
    signal focused(Item tile)

    // Asked after the layout settled; a binding would chase its own height.
    function consider() {
        if (!root.Window.window)
            return;
        const isNear = y < viewBottom && y + height > viewTop;
        if (!isNear && loader.item) {
            knownHeight = height;
            knownWidth = width;
        }
        loader.active = isNear || loader.activeFocus;
    }

    height: loader.item ? loader.implicitHeight : guessedHeight
    onYChanged: Qt.callLater(consider)
    onHeightChanged: Qt.callLater(consider)
    onViewBottomChanged: Qt.callLater(consider)
    Component.onCompleted: Qt.callLater(consider)

    Loader {
        id: loader

        width: parent.width
        active: false
        onActiveFocusChanged: Qt.callLater(root.consider)
        sourceComponent: AreaSection {
            areaId: root.areaId
            name: root.name
            icon: root.icon
            temperatureText: root.temperatureText
            humidityText: root.humidityText
            hasMotion: root.hasMotion
            motionText: root.motionText
            canTurnOff: root.canTurnOff
            tiles: root.tiles
            notice: root.notice
            viewTop: root.viewTop - root.y
            viewBottom: root.viewBottom - root.y
            onArranged: root.arranged()
            onEdgeReached: key => root.edgeReached(key)
            onFocused: tile => root.focused(tile)
        }
    }
}
