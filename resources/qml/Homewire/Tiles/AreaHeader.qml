// The name of an area with what matters in it, and one button that turns it all off.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    property string name: ""
    property string icon: ""
    property int onCount: 0
    property string temperatureText: ""
    property string humidityText: ""
    property string motionText: ""
    property bool hasMotion: false
    property bool canTurnOff: false
    property bool isLink: true

    signal opened
    signal turnedOff

    implicitHeight: Tokens.sizeTarget

    Row {
        id: title

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        spacing: Tokens.spaceM

        AreaLink {
            name: root.name
            glyph: root.icon
            isLink: root.isLink
            maximumWidth: root.width - chips.width - Tokens.spaceM
            onClicked: root.opened()
        }
    }

    Row {
        id: chips

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Tokens.spaceS

        Chip {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.motionText !== "" && root.width > 520
            glyph: Glyphs.motion
            color: root.hasMotion ? Theme.accent : Theme.textMuted
            text: root.motionText
        }

        Chip {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.temperatureText !== ""
            glyph: Glyphs.temperature
            color: Theme.color("heat")
            text: root.temperatureText
        }

        Chip {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.humidityText !== "" && root.width > 420
            glyph: Glyphs.humidity
            color: Theme.color("cool")
            text: root.humidityText
        }

        Chip {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.canTurnOff
            isButton: true
            glyph: Glyphs.power
            color: Theme.color("light")
            text: root.width > 420 ? qsTr("All off") : qsTr("Off")
            Accessible.name: qsTr("Turn everything off in %1").arg(root.name)
            onClicked: root.turnedOff()
        }
    }
}
