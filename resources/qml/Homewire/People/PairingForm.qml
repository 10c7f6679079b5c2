// Whose phone it is and what it may do, before any code is shown.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    property string role: "family"
    property var areaIds: []
    property alias visit: visitChoice.visit
    readonly property bool isOpening: Pairing.state === "opening"

    spacing: Tokens.spaceL

    Banner {
        width: parent.width
        visible: text !== ""
        glyph: Glyphs.attention
        text: Pairing.errorText
    }

    Label {
        width: parent.width
        text: qsTr("Decide what it may do. Then a code appears that is good for a few minutes and for one device.")
        wrapMode: Text.Wrap
        isMuted: true
    }

    RoleChoice {
        width: parent.width
        enabled: !root.isOpening
        role: root.role
        onChosen: role => root.role = role
    }

    TextField {
        id: nameField

        width: parent.width
        enabled: !root.isOpening
        label: qsTr("Whose phone is it?")
        placeholder: qsTr("Anna")
        hint: qsTr("Left empty, it is called as the phone calls itself.")
    }

    Column {
        width: parent.width
        visible: root.role === "guest" && People.areaChoices.length > 0
        spacing: Tokens.spaceS

        Label {
            width: parent.width
            text: qsTr("Which areas may the guest see?")
            wrapMode: Text.Wrap
            isStrong: true
        }

        AreaChoice {
            width: parent.width
            areaIds: root.areaIds
            onChosen: areaIds => root.areaIds = areaIds
        }
    }

    VisitChoice {
        id: visitChoice

        width: parent.width
        visible: root.role === "guest"
        onChosen: visit => visitChoice.visit = visit
    }

    Button {
        kind: "primary"
        enabled: !root.isOpening && (root.role !== "guest" || root.areaIds.length > 0)
        text: root.isOpening ? qsTr("Making a code …") : qsTr("Show the code")
        onClicked: Pairing.open(root.role, "", nameField.text.trim(), root.role === "guest" ? root.areaIds : [], root.visit)
    }
}
