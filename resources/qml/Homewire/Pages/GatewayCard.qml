// One gateway: is it there, since when, what it brought, and what to do if it is not.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    required property string gatewayId
    required property string title
    required property string icon
    required property string stateText
    required property string sinceText
    required property string reasonText
    required property string tint
    required property string countText
    required property string roundTripText
    required property bool isPaused
    required property bool isBusy

    signal removeAsked(string gatewayId, string title)

    implicitHeight: column.implicitHeight + 2 * Tokens.spaceL
    radius: Tokens.radiusTile
    color: Theme.surface
    border.width: Theme.isHighContrast ? 1 : 0
    border.color: Theme.outline
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("%1, %2 %3").arg(title).arg(stateText).arg(sinceText)

    Column {
        id: column

        x: Tokens.spaceL
        y: Tokens.spaceL
        width: parent.width - 2 * Tokens.spaceL
        spacing: Tokens.spaceM

        Item {
            width: parent.width
            height: Math.max(disc.height, words.implicitHeight)

            IconDisc {
                id: disc

                anchors.verticalCenter: parent.verticalCenter
                size: 48
                glyph: root.icon
                color: Theme.color(root.tint)
                isPending: root.isBusy
            }

            Column {
                id: words

                anchors.left: disc.right
                anchors.leftMargin: Tokens.spaceM
                anchors.right: buttons.left
                anchors.rightMargin: Tokens.spaceS
                anchors.verticalCenter: parent.verticalCenter
                spacing: 2

                Label {
                    width: parent.width
                    text: root.title
                    font.pixelSize: Tokens.fontName
                    isStrong: true
                }

                Label {
                    width: parent.width
                    text: [root.stateText, root.sinceText].filter(part => part !== "").join(" ")
                    color: root.tint === "good" ? Theme.textMuted : Theme.color(root.tint)
                    wrapMode: Text.Wrap
                }

                Label {
                    width: parent.width
                    text: [root.countText, root.roundTripText].filter(part => part !== "").join(" · ")
                    visible: text !== ""
                    isMuted: true
                    wrapMode: Text.Wrap
                }
            }

            Row {
                id: buttons

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                visible: App.canConfigure

                IconButton {
                    enabled: !root.isBusy
                    glyph: root.isPaused ? Glyphs.play : Glyphs.pause
                    text: root.isPaused ? qsTr("Resume") : qsTr("Pause")
                    onClicked: Gateways.pause(root.gatewayId, !root.isPaused)
                }

                IconButton {
                    enabled: !root.isBusy
                    glyph: Glyphs.remove
                    text: qsTr("Remove")
                    onClicked: root.removeAsked(root.gatewayId, root.title)
                }
            }
        }

        Banner {
            width: parent.width
            visible: text !== ""
            glyph: Glyphs.attention
            ink: Theme.color(root.tint)
            text: root.reasonText
        }
    }
}
