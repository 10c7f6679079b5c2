// While a talk button is held: what pulling up does, and how far it has come.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Loader {
    id: root

    required property TalkKey talkKey

    active: talkKey.canPull && (Talk.isOnAir || Talk.phase === "queued")
    sourceComponent: Rectangle {
        width: row.implicitWidth + 2 * Tokens.spaceL
        height: 40
        radius: height / 2
        color: Theme.surface
        border.width: 1
        border.color: root.talkKey.pull > 0 ? Theme.accent : Theme.controlEdge

        Rectangle {
            width: Math.max(parent.height, parent.width * root.talkKey.pull)
            height: parent.height
            radius: parent.radius
            visible: root.talkKey.pull > 0
            color: Theme.tint(Theme.accent)
        }

        Row {
            id: row

            anchors.centerIn: parent
            spacing: Tokens.spaceS

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                glyph: root.talkKey.isSlipping ? Glyphs.close : Glyphs.handsFree
                size: 20
                color: root.talkKey.isSlipping ? Theme.alarm : Theme.accent
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: root.talkKey.isSlipping ? qsTr("Farther off takes it back") : qsTr("Pull up for free hands")
                isStrong: true
                isDecoration: true
            }
        }
    }
}
