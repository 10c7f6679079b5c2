// One device: tick it, call it otherwise, see where it is and where its name says it is.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    required property int index
    required property string deviceId
    required property string name
    required property string modelText
    required property string icon
    required property string areaName
    required property string suggestedName
    required property bool isNewRoom
    required property bool isSelected
    property bool isRenaming: false
    readonly property bool isNarrow: width < 520

    signal roomAsked(Item where)
    signal focused

    implicitHeight: line.height + (isNarrow ? rooms.height : 0) + 2 * Tokens.spaceS
    radius: Tokens.radiusControl
    color: isSelected ? Theme.tint(Theme.accent) : Theme.surface
    border.width: Theme.isHighContrast ? 1 : 0
    border.color: Theme.outline
    Accessible.role: Accessible.ListItem
    Accessible.name: [name, areaName !== "" ? areaName : qsTr("No room")].join(", ")

    Item {
        id: line

        y: Tokens.spaceS
        width: parent.width
        height: Math.max(Tokens.sizeTarget, words.implicitHeight)

        CheckMark {
            id: tick

            x: Tokens.spaceXs
            anchors.verticalCenter: parent.verticalCenter
            isChecked: root.isSelected
            text: qsTr("Choose %1").arg(root.name)
            onClicked: Arranging.select(root.deviceId, !root.isSelected)
            onVisualFocusChanged: if (visualFocus)
                root.focused()
        }

        Icon {
            id: mark

            anchors.left: tick.right
            anchors.leftMargin: Tokens.spaceXs
            anchors.verticalCenter: parent.verticalCenter
            glyph: root.icon
            color: Theme.textMuted
        }

        MouseArea {
            anchors.fill: words
            onClicked: Arranging.select(root.deviceId, !root.isSelected)
        }

        Column {
            id: words

            anchors.left: mark.right
            anchors.leftMargin: Tokens.spaceM
            anchors.right: renameButton.left
            anchors.rightMargin: Tokens.spaceS + (root.isNarrow ? 0 : rooms.width)
            anchors.verticalCenter: parent.verticalCenter
            visible: !root.isRenaming

            Label {
                width: parent.width
                text: root.name
                isStrong: true
                wrapMode: Text.Wrap
                maximumLineCount: 2
                isDecoration: true
            }

            Label {
                width: parent.width
                visible: text !== ""
                text: root.modelText
                font.pixelSize: Tokens.fontCaption
                isMuted: true
            }
        }

        Loader {
            anchors.left: mark.right
            anchors.leftMargin: Tokens.spaceM
            anchors.right: renameButton.left
            anchors.rightMargin: Tokens.spaceS
            anchors.verticalCenter: parent.verticalCenter
            active: root.isRenaming
            sourceComponent: TextField {
                placeholder: qsTr("The device's own name")
                maximumLength: 100
                Component.onCompleted: {
                    text = root.name;
                    forceActiveFocus(Qt.TabFocusReason);
                    field.selectAll();
                }
                onAccepted: {
                    root.isRenaming = false;
                    if (text.trim() !== root.name)
                        Arranging.rename(root.deviceId, text);
                }
                Keys.onEscapePressed: root.isRenaming = false
            }
        }

        IconButton {
            id: renameButton

            anchors.right: parent.right
            anchors.rightMargin: Tokens.spaceXs
            anchors.verticalCenter: parent.verticalCenter
            glyph: root.isRenaming ? Glyphs.close : Glyphs.edit
            iconSize: 20
            text: root.isRenaming ? qsTr("Keep the name") : qsTr("Rename %1").arg(root.name)
            onClicked: root.isRenaming = !root.isRenaming
            onVisualFocusChanged: if (visualFocus)
                root.focused()
        }
    }

    // Narrow: below the name, and below each other where both do not fit.
    Grid {
        id: rooms

        readonly property int room: root.width - 2 * Tokens.spaceS
        readonly property bool isStacked: root.isNarrow && guess.visible && guess.implicitWidth + spacing + roomButton.implicitWidth > room

        x: root.isNarrow ? Tokens.spaceS : root.width - width - Tokens.sizeTarget - Tokens.spaceS
        y: root.isNarrow ? line.y + line.height : line.y + (line.height - height) / 2
        columns: isStacked ? 1 : 2
        visible: !root.isRenaming || root.isNarrow
        spacing: Tokens.spaceXs

        Button {
            id: guess

            width: Math.min(implicitWidth, rooms.room)
            visible: root.suggestedName !== ""
            kind: "quiet"
            glyph: Glyphs.suggestion
            text: root.isNewRoom ? qsTr("%1 (new)").arg(root.suggestedName) : qsTr("%1?").arg(root.suggestedName)
            Accessible.name: qsTr("Put %1 into %2").arg(root.name).arg(root.suggestedName)
            enabled: !Arranging.isBusy
            onClicked: Arranging.takeSuggestion(root.deviceId)
            onVisualFocusChanged: if (visualFocus)
                root.focused()
        }

        Button {
            id: roomButton

            width: Math.min(implicitWidth, rooms.room)
            kind: "quiet"
            glyph: root.areaName !== "" ? Glyphs.area : ""
            text: root.areaName !== "" ? root.areaName : qsTr("Choose room")
            Accessible.name: qsTr("Room of %1: %2").arg(root.name).arg(root.areaName !== "" ? root.areaName : qsTr("No room"))
            enabled: !Arranging.isBusy
            onClicked: root.roomAsked(roomButton)
            onVisualFocusChanged: if (visualFocus)
                root.focused()
        }
    }
}
