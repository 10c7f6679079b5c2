// One daily quiet time: from, until, and whether an urgent call still gets through; an emergency always does.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    // {index, fromText, toText, from, to, allowUrgent}
    required property var quiet

    function change(from: int, to: int, allowsUrgent: bool) {
        TalkSettings.setQuiet(quiet.index, from, to, allowsUrgent);
    }

    implicitHeight: flow.implicitHeight + 2 * Tokens.spaceS

    Flow {
        id: flow

        anchors.left: parent.left
        anchors.leftMargin: Tokens.spaceL
        anchors.right: removeButton.left
        anchors.verticalCenter: parent.verticalCenter
        spacing: Tokens.spaceS

        TimeSelect {
            label: qsTr("Quiet from")
            minute: root.quiet.from ?? 0
            onPicked: minute => root.change(minute, root.quiet.to, root.quiet.allowUrgent)
        }

        Label {
            height: Tokens.sizeTarget
            text: qsTr("until")
            isMuted: true
        }

        TimeSelect {
            label: qsTr("Quiet until")
            minute: root.quiet.to ?? 0
            onPicked: minute => root.change(root.quiet.from, minute, root.quiet.allowUrgent)
        }

        Row {
            spacing: Tokens.spaceS

            Toggle {
                text: qsTr("Urgent calls get through")
                isOn: root.quiet.allowUrgent ?? false
                onAsked: isOn => root.change(root.quiet.from, root.quiet.to, isOn)
            }

            Label {
                height: Tokens.sizeTarget
                text: qsTr("Urgent calls get through")
                isDecoration: true
            }
        }
    }

    IconButton {
        id: removeButton

        anchors.right: parent.right
        anchors.rightMargin: Tokens.spaceS
        anchors.verticalCenter: parent.verticalCenter
        glyph: Glyphs.remove
        text: qsTr("Remove these quiet hours")
        onClicked: TalkSettings.removeQuiet(root.quiet.index)
    }
}
