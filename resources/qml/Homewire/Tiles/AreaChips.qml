// What matters in an area, as chips, and one button that turns it all off.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Row {
    id: root

    property string areaName: ""
    property string temperatureText: ""
    property string humidityText: ""
    property string motionText: ""
    property bool hasMotion: false
    property bool canTurnOff: false
    property bool canTalk: false
    property bool isNarrow: false
    readonly property bool hasAny: temperatureText !== "" || humidityText !== "" || motionText !== "" || canTurnOff || canTalk

    signal turnedOff
    signal talkAsked

    spacing: 6

    Chip {
        visible: root.motionText !== "" && !root.isNarrow
        glyph: Glyphs.motion
        color: root.hasMotion ? Theme.accent : Theme.textMuted
        text: root.motionText
    }

    Chip {
        visible: root.temperatureText !== ""
        glyph: root.isNarrow ? "" : Glyphs.temperature
        color: Theme.color("heat")
        text: root.temperatureText
    }

    Chip {
        visible: root.humidityText !== "" && !root.isNarrow
        glyph: Glyphs.humidity
        color: Theme.color("cool")
        text: root.humidityText
    }

    Chip {
        visible: root.canTurnOff
        isButton: true
        glyph: Glyphs.power
        color: Theme.color("light")
        text: root.isNarrow ? "" : qsTr("All off")
        Accessible.name: qsTr("Turn everything off in %1").arg(root.areaName)
        onClicked: root.turnedOff()
    }

    Chip {
        visible: root.canTalk
        isButton: true
        glyph: Glyphs.talk
        color: Theme.accent
        text: root.isNarrow ? "" : qsTr("Talk here")
        Accessible.name: qsTr("Talk to %1").arg(root.areaName)
        onClicked: root.talkAsked()
    }
}
