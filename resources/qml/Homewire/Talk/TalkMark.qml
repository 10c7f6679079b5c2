// The microphone of a talk button: its ring grows with the voice while it is on air.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    property int size: 24
    property color color: Theme.accentText
    readonly property bool isOnAir: Talk.isOnAir
    readonly property string glyph: {
        if (!Talk.canTalk)
            return Glyphs.talkOff;
        switch (Talk.phase) {
        case "queued":
            return Glyphs.queue;
        case "busy":
        case "denied":
            return Glyphs.talkOff;
        default:
            return isOnAir && Talk.isHandsFree ? Glyphs.stop : Glyphs.talk;
        }
    }

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Rectangle {
        anchors.centerIn: parent
        // An open microphone is always shown.
        visible: Talk.isListening
        width: root.size * (1.25 + 0.55 * Talk.level)
        height: width
        radius: width / 2
        color: Qt.alpha(root.color, 0.22)
        border.width: 2
        border.color: Qt.alpha(root.color, 0.4 + 0.6 * Talk.level)
    }

    Icon {
        anchors.centerIn: parent
        glyph: root.glyph
        size: root.size
        color: root.color
    }
}
