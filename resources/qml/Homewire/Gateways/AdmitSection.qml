// Letting a new device into a gateway's own network: by the code on it, or by opening the network.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    readonly property bool isByCode: GatewayDetail.admits === "code"

    spacing: Tokens.spaceM

    Label {
        width: parent.width
        text: root.isByCode ? qsTr("Type the code printed on the device or its box: 11 or 21 digits, or the text that begins with MT:. Put the device into pairing mode first.") : qsTr("Open the network, then put the device into pairing mode as its manual says. It appears by itself.")
        wrapMode: Text.Wrap
        isMuted: true
    }

    TextField {
        id: codeField

        width: parent.width
        enabled: !GatewayDetail.isAdmitting
        label: root.isByCode ? qsTr("Pairing code") : qsTr("Install code, if it has one")
        isRequired: true
        placeholder: root.isByCode ? "1234-567-8901" : ""
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhPreferNumbers
        onAccepted: if (!root.isByCode || text.trim() !== "")
            GatewayDetail.admit(text)
    }

    Banner {
        width: parent.width
        visible: GatewayDetail.isAdmitting
        ink: Theme.accent
        glyph: Glyphs.found
        isBusy: true
        text: GatewayDetail.admitText
        actionText: qsTr("Stop")
        onActed: GatewayDetail.cancelAdmit()
    }

    Banner {
        width: parent.width
        visible: text !== ""
        glyph: Glyphs.check
        ink: Theme.good
        text: GatewayDetail.admittedText
    }

    Banner {
        width: parent.width
        visible: text !== ""
        glyph: Glyphs.attention
        text: GatewayDetail.admitError
    }

    Button {
        visible: !GatewayDetail.isAdmitting
        enabled: !root.isByCode || codeField.text.trim() !== ""
        kind: "primary"
        text: root.isByCode ? qsTr("Add device") : qsTr("Open for new devices")
        onClicked: GatewayDetail.admit(codeField.text)
    }
}
