// It worked: what came with it, and the next step.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    spacing: Tokens.spaceXl
    topPadding: Tokens.spaceXl
    Component.onCompleted: (roomsButton.visible ? roomsButton : doneButton).forceActiveFocus(Qt.TabFocusReason)

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(420, parent.width)
        spacing: Tokens.spaceM

        IconDisc {
            anchors.horizontalCenter: parent.horizontalCenter
            size: 72
            glyph: Glyphs.check
            color: Theme.good
        }

        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: Adding.dialAddress !== "" ? qsTr("Ready for your device") : qsTr("%1 is connected").arg(Adding.doneTitle)
            wrapMode: Text.Wrap
            font.pixelSize: Tokens.fontSection
            isStrong: true
            Accessible.role: Accessible.AlertMessage
        }

        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: Adding.dialAddress !== "" ? qsTr("It appears as soon as it dials in.") : Adding.doneText
            wrapMode: Text.Wrap
            isMuted: true
        }
    }

    DialAddress {
        width: parent.width
        address: Adding.dialAddress
    }

    Grid {
        anchors.horizontalCenter: parent.horizontalCenter
        columns: root.width < 560 ? 1 : 3
        horizontalItemAlignment: Grid.AlignHCenter
        spacing: Tokens.spaceM

        Button {
            id: roomsButton

            visible: Adding.doneDevices > 0
            kind: "primary"
            glyph: Glyphs.area
            text: qsTr("Give them rooms")
            onClicked: {
                Arranging.open(Adding.doneGatewayId);
                App.navigate("arrange");
            }
        }

        Button {
            text: qsTr("Add another one")
            onClicked: Adding.close()
        }

        Button {
            id: doneButton

            text: qsTr("Done")
            onClicked: App.navigate("gateways")
        }
    }
}
