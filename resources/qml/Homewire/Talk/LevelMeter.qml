// How loud the microphone is, as a bar with the range in which a voice is understood well.
import QtQuick
import Homewire.Theme

Item {
    id: root

    property real level: 0
    property string label: qsTr("Microphone level")

    readonly property bool isTooLoud: level > 0.92

    implicitWidth: 200
    implicitHeight: 20
    Accessible.role: Accessible.ProgressBar
    Accessible.name: label
    Accessible.description: qsTr("%1 %").arg(Math.round(level * 100))

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        height: 12
        radius: 6
        color: Theme.surfaceSunken
        border.width: 1
        border.color: Theme.controlEdge

        Rectangle {
            x: 2
            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(0, (parent.width - 4) * Math.min(1, root.level))
            height: parent.height - 4
            radius: height / 2
            color: root.isTooLoud ? Theme.alarm : Theme.good
        }
    }

    // Below this mark a voice is hard to understand.
    Rectangle {
        x: parent.width * 0.35
        anchors.verticalCenter: parent.verticalCenter
        width: 2
        height: parent.height
        color: Theme.textMuted
    }
}
