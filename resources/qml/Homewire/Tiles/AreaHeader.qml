// The name of an area with what matters in it, and one button that turns it all off.
import QtQuick
import Homewire.Theme

Item {
    id: root

    property string name: ""
    property string icon: ""
    property string temperatureText: ""
    property string humidityText: ""
    property string motionText: ""
    property bool hasMotion: false
    property bool canTurnOff: false
    property bool canTalk: false

    signal opened
    signal turnedOff
    signal talkAsked

    implicitHeight: Tokens.sizeTarget

    AreaLink {
        anchors.verticalCenter: parent.verticalCenter
        name: root.name
        glyph: root.icon
        maximumWidth: root.width - chips.width - Tokens.spaceM
        onClicked: root.opened()
    }

    AreaChips {
        id: chips

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        areaName: root.name
        temperatureText: root.temperatureText
        humidityText: root.humidityText
        motionText: root.motionText
        hasMotion: root.hasMotion
        canTurnOff: root.canTurnOff
        canTalk: root.canTalk
        isNarrow: root.width < 520
        onTurnedOff: root.turnedOff()
        onTalkAsked: root.talkAsked()
    }
}
