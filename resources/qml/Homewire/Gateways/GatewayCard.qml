// One gateway: is it there, since when, what it brought, and what to do if it is not.
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

T.AbstractButton {
    id: root

    required property string gatewayId
    required property string title
    required property string glyph
    required property string stateText
    required property string sinceText
    required property string reasonText
    required property string tint
    required property string countText
    required property string roundTripText
    required property bool isPaused
    required property bool isBusy

    implicitHeight: column.implicitHeight + 2 * Tokens.spaceL
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    onClicked: {
        GatewayDetail.open(gatewayId);
        App.navigate("gateway");
    }
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("%1, %2 %3").arg(title).arg(stateText).arg(sinceText)
    Accessible.description: [countText, reasonText].filter(part => part !== "").join(". ")

    background: Rectangle {
        radius: Tokens.radiusTile
        color: root.hovered || root.down ? Theme.surfaceHover : Theme.surface
        border.width: Theme.isHighContrast ? 1 : 0
        border.color: Theme.outline

        FocusRing {
            isShown: root.visualFocus
            radius: Tokens.radiusTile + 4
        }
    }

    contentItem: Item {
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
                    glyph: root.glyph
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
                        isDecoration: true
                    }

                    Label {
                        width: parent.width
                        text: [root.stateText, root.sinceText].filter(part => part !== "").join(" ")
                        color: root.tint === "good" ? Theme.textMuted : Theme.color(root.tint)
                        wrapMode: Text.Wrap
                        isDecoration: true
                    }

                    Label {
                        width: parent.width
                        text: [root.countText, root.roundTripText].filter(part => part !== "").join(" · ")
                        visible: text !== ""
                        isMuted: true
                        wrapMode: Text.Wrap
                        isDecoration: true
                    }
                }

                Row {
                    id: buttons

                    anchors.right: parent.right
                    anchors.rightMargin: -Tokens.spaceS
                    anchors.verticalCenter: parent.verticalCenter

                    IconButton {
                        anchors.verticalCenter: parent.verticalCenter
                        visible: App.canConfigure
                        enabled: !root.isBusy
                        glyph: root.isPaused ? Glyphs.play : Glyphs.pause
                        text: (root.isPaused ? qsTr("Resume %1") : qsTr("Pause %1")).arg(root.title)
                        onClicked: Gateways.pause(root.gatewayId, !root.isPaused)
                    }

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        glyph: Glyphs.chevronRight
                        size: 22
                        color: Theme.textMuted
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
}
