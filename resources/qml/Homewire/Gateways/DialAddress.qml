// Where a device that dials in has to dial, ready to be copied, and where to enter it.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    property string address: ""
    property bool isCopied: false

    implicitHeight: column.implicitHeight + 2 * Tokens.spaceL
    visible: address !== ""
    radius: Tokens.radiusTile
    color: Theme.surface
    border.width: Theme.isHighContrast ? 1 : 0
    border.color: Theme.outline

    Column {
        id: column

        x: Tokens.spaceL
        y: Tokens.spaceL
        width: parent.width - 2 * Tokens.spaceL
        spacing: Tokens.spaceM

        Label {
            width: parent.width
            text: qsTr("Enter this address in the device")
            isStrong: true
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
        }

        Rectangle {
            width: parent.width
            height: shown.implicitHeight + 2 * Tokens.spaceM
            radius: Tokens.radiusControl
            color: Theme.surfaceSunken

            TextEdit {
                id: shown

                x: Tokens.spaceM
                y: Tokens.spaceM
                width: parent.width - 2 * Tokens.spaceM
                text: root.address
                readOnly: true
                selectByMouse: true
                wrapMode: TextEdit.WrapAnywhere
                textFormat: TextEdit.PlainText
                color: Theme.text
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentText
                font.family: Theme.family
                font.pixelSize: Tokens.fontBody
                activeFocusOnTab: true
                Accessible.role: Accessible.EditableText
                Accessible.name: qsTr("Address to enter in the device")
                Accessible.readOnly: true
            }
        }

        Button {
            glyph: root.isCopied ? Glyphs.check : Glyphs.copy
            text: root.isCopied ? qsTr("Copied") : qsTr("Copy address")
            onClicked: {
                App.copy(root.address);
                root.isCopied = true;
            }
        }

        Label {
            width: parent.width
            text: qsTr("On the page of the Shelly: Settings, Outbound WebSocket, enable it, choose “No validation” unless the hub has a certificate it trusts, paste the address as server, save, and restart the device. The address holds a key: show it to nobody.")
            wrapMode: Text.Wrap
            isMuted: true
        }
    }
}
