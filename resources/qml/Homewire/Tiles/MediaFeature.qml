// What is playing and how far it has got.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    required property Feature feature
    readonly property real duration: feature.map.durationS ?? 0
    property real now: 0
    readonly property real position: Math.min(duration, (feature.map.positionS ?? 0) + (feature.map.isPlaying === true && now > 0 ? Math.max(0, now - (feature.map.updatedAt ?? now)) : 0))

    function clock(seconds: real): string {
        const minutes = Math.floor(seconds / 60);
        return minutes + ":" + String(Math.floor(seconds % 60)).padStart(2, "0");
    }

    implicitHeight: feature.isFull ? Tokens.sizeFeatureRow : 20
    Accessible.role: Accessible.ProgressBar
    Accessible.name: root.feature.fullLabel
    Accessible.description: root.duration > 0 ? qsTr("%1 of %2").arg(clock(position)).arg(clock(duration)) : ""

    Timer {
        interval: 1000
        repeat: true
        triggeredOnStart: true
        running: root.visible && root.feature.map.isPlaying === true && root.duration > 0
        onTriggered: root.now = Date.now() / 1000
    }

    Label {
        id: passed

        anchors.verticalCenter: parent.verticalCenter
        visible: root.duration > 0
        text: root.clock(root.position)
        font.pixelSize: Tokens.fontCaption
        isMuted: true
        isDecoration: true
    }

    Rectangle {
        anchors.left: passed.right
        anchors.right: whole.left
        anchors.leftMargin: Tokens.spaceS
        anchors.rightMargin: Tokens.spaceS
        anchors.verticalCenter: parent.verticalCenter
        visible: root.duration > 0
        height: 6
        radius: 3
        color: Theme.surfaceSunken

        Rectangle {
            width: root.duration > 0 ? parent.width * root.position / root.duration : 0
            height: parent.height
            radius: 3
            color: root.feature.color
        }
    }

    Label {
        id: whole

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: root.duration > 0
        text: root.clock(root.duration)
        font.pixelSize: Tokens.fontCaption
        isMuted: true
        isDecoration: true
    }
}
