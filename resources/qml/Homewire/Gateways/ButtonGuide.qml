// "Press the button on the bridge": a picture of it, and how long there is left.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    property string text: ""
    property bool isWaiting: false
    property int secondsLeft: 0
    property int wholeSeconds: 60
    readonly property bool isMoving: isWaiting && !Theme.isReducedMotion

    implicitHeight: Math.max(picture.height, words.implicitHeight) + 2 * Tokens.spaceL
    radius: Tokens.radiusTile
    color: Theme.surface
    border.width: isWaiting ? 2 : Theme.isHighContrast ? 1 : 0
    border.color: isWaiting ? Theme.accent : Theme.outline
    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.text

    Item {
        id: picture

        x: Tokens.spaceL
        anchors.verticalCenter: parent.verticalCenter
        width: 112
        height: 112
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("A bridge with a round button on top")

        Rectangle {
            anchors.fill: parent
            anchors.margins: 4
            radius: 26
            color: Theme.surfaceSunken
            border.width: 2
            border.color: Theme.controlEdge
        }

        Rectangle {
            id: halo

            anchors.centerIn: parent
            width: 76
            height: 76
            radius: 38
            color: Theme.tint(Theme.accent)
            opacity: 0

            Behavior on opacity {
                NumberAnimation {
                    duration: Theme.sheetDuration
                }
            }

            Timer {
                interval: 700
                repeat: true
                running: root.isMoving
                onRunningChanged: halo.opacity = root.isWaiting ? 1 : 0
                onTriggered: halo.opacity = halo.opacity < 0.5 ? 1 : 0.25
            }
        }

        Rectangle {
            anchors.centerIn: parent
            width: 52
            height: 52
            radius: 26
            color: root.isWaiting ? Theme.accent : Theme.surface
            border.width: 2
            border.color: root.isWaiting ? Theme.accent : Theme.controlEdge

            Icon {
                anchors.centerIn: parent
                glyph: Glyphs.press
                size: 28
                color: root.isWaiting ? Theme.accentText : Theme.textMuted
            }
        }

        Arc {
            anchors.centerIn: parent
            width: 92
            height: 92
            visible: root.isWaiting
            thickness: 4
            color: Theme.accent
            sweepAngle: 360 * Math.max(0, root.secondsLeft) / root.wholeSeconds
        }
    }

    Column {
        id: words

        anchors.left: picture.right
        anchors.leftMargin: Tokens.spaceL
        anchors.right: parent.right
        anchors.rightMargin: Tokens.spaceL
        anchors.verticalCenter: parent.verticalCenter
        spacing: Tokens.spaceXs

        Label {
            width: parent.width
            text: root.text
            wrapMode: Text.Wrap
            font.pixelSize: Tokens.fontName
            isStrong: true
            isDecoration: true
        }

        Label {
            width: parent.width
            text: root.isWaiting ? qsTr("Waiting for the button: %n second(s) left", "", root.secondsLeft) : qsTr("Choose Connect first. Then you have a minute to walk there and press it once.")
            wrapMode: Text.Wrap
            isMuted: true
        }
    }
}
