// Something that answers on the network: what it is, where it is, and one tap to have it.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    required property string foundId
    required property string title
    required property string line
    required property string address
    required property string icon
    required property string guide
    required property bool isIgnored
    required property bool isBusy
    required property bool canAddNow
    required property bool hasMoved
    required property string problemText
    required property string addedGatewayId
    required property string addedText
    readonly property bool isAdded: addedGatewayId !== ""

    implicitHeight: Math.max(64, words.implicitHeight + 2 * Tokens.spaceM)
    radius: Tokens.radiusTile
    color: Theme.surface
    border.width: Theme.isHighContrast ? 1 : 0
    border.color: Theme.outline
    Accessible.role: Accessible.Grouping
    Accessible.name: [title, line, address, isIgnored ? qsTr("Ignored") : ""].filter(part => part !== "").join(", ")

    IconDisc {
        id: disc

        x: Tokens.spaceL
        anchors.verticalCenter: parent.verticalCenter
        glyph: root.isAdded ? Glyphs.check : root.icon
        color: root.isAdded ? Theme.good : root.isIgnored ? Theme.neutral : Theme.accent
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
            wrapMode: Text.Wrap
            maximumLineCount: 2
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.isAdded ? root.addedText : root.isBusy ? qsTr("Connecting …") : root.line
            isMuted: true
            wrapMode: Text.Wrap
            maximumLineCount: 2
        }

        Label {
            width: parent.width
            visible: !root.isAdded && !root.isBusy
            text: root.address
            font.pixelSize: Tokens.fontCaption
            isMuted: true
            elide: Text.ElideMiddle
        }

        Label {
            width: parent.width
            visible: text !== "" && !root.isBusy
            text: root.problemText
            color: Theme.attention
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }
    }

    Row {
        id: buttons

        anchors.right: parent.right
        anchors.rightMargin: Tokens.spaceS
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2

        Button {
            anchors.verticalCenter: parent.verticalCenter
            visible: !root.isBusy && !root.isIgnored && !root.isAdded
            kind: root.canAddNow ? "primary" : "plain"
            text: root.problemText !== "" ? qsTr("Try again") : root.hasMoved ? qsTr("Use it") : root.canAddNow ? qsTr("Add") : qsTr("Set up")
            Accessible.name: root.hasMoved ? qsTr("Use the new address of %1").arg(root.title) : qsTr("%1: %2").arg(text).arg(root.title)
            onClicked: {
                if (root.hasMoved)
                    FoundGateways.move(root.foundId);
                else
                    FoundGateways.add(root.foundId);
                if (!root.canAddNow)
                    App.navigate("addGateway");
            }
        }

        Button {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.isAdded
            kind: "primary"
            text: qsTr("Give them rooms")
            onClicked: {
                Arranging.open(root.addedGatewayId);
                App.navigate("arrange");
            }
        }

        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            visible: !root.isBusy && !root.isAdded
            glyph: root.isIgnored ? Glyphs.show : Glyphs.hide
            text: root.isIgnored ? qsTr("Show %1 again").arg(root.title) : qsTr("Ignore %1").arg(root.title)
            onClicked: FoundGateways.ignore(root.foundId, !root.isIgnored)
        }
    }
}
