// "This looks like the same thing twice": show it as one, or say that they are two.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    required property string groupId
    required property string title
    required property string reasonText
    required property var devices
    required property bool isBusy

    implicitHeight: column.implicitHeight + 2 * Tokens.spaceL
    radius: Tokens.radiusTile
    color: Theme.surface
    border.width: 1
    border.color: Theme.accent
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("This looks like the same thing twice: %1").arg(title)

    Column {
        id: column

        x: Tokens.spaceL
        y: Tokens.spaceL
        width: parent.width - 2 * Tokens.spaceL
        spacing: Tokens.spaceM

        Row {
            width: parent.width
            spacing: Tokens.spaceM

            IconDisc {
                id: disc

                glyph: Glyphs.merge
                color: Theme.accent
                isPending: root.isBusy
            }

            Column {
                width: parent.width - disc.width - parent.spacing

                Label {
                    width: parent.width
                    text: qsTr("This looks like the same thing twice")
                    font.pixelSize: Tokens.fontName
                    isStrong: true
                    wrapMode: Text.Wrap
                }

                Label {
                    width: parent.width
                    text: root.reasonText
                    isMuted: true
                    wrapMode: Text.Wrap
                }
            }
        }

        Repeater {
            model: root.devices.length

            DuplicateChoice {
                required property int index
                readonly property var device: root.devices[index] ?? ({})

                width: column.width
                enabled: !root.isBusy
                text: device.name ?? ""
                line: device.line ?? ""
                isCurrent: device.isKept === true
                onClicked: Duplicates.choose(root.groupId, device.deviceId)
            }
        }

        Flow {
            width: parent.width
            spacing: Tokens.spaceS

            Button {
                enabled: !root.isBusy
                kind: "primary"
                glyph: Glyphs.merge
                text: qsTr("Show as one")
                onClicked: Duplicates.merge(root.groupId)
            }

            Button {
                enabled: !root.isBusy
                text: qsTr("They are different")
                onClicked: Duplicates.distinct(root.groupId)
            }
        }
    }
}
