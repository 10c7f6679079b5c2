// The systems this home is connected to, how each is doing and since when.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    title: qsTr("Gateways")

    maximumWidth: Tokens.sizeFormWidth + 160
    spacing: Tokens.spaceM

    Item {
        width: parent.width
        height: Math.max(about.implicitHeight, Tokens.sizeTarget) + Tokens.spaceXs

        Label {
            id: about

            width: parent.width - (addButton.visible ? addButton.width + Tokens.spaceL : 0)
            text: qsTr("A gateway is a system that is already there. It brings its devices, and your commands go back through it.")
            wrapMode: Text.Wrap
            isMuted: true
        }

        Button {
            id: addButton

            anchors.right: parent.right
            visible: App.canConfigure && Gateways.count > 0
            kind: "primary"
            glyph: Glyphs.add
            text: qsTr("Add")
            Accessible.name: qsTr("Add a gateway")
            onClicked: App.navigate("addGateway")
        }
    }

    Repeater {
        model: Gateways

        GatewayCard {
            width: root.column.width
            onRemoveAsked: (gatewayId, title) => {
                question.gatewayId = gatewayId;
                question.title = qsTr("Remove “%1”?").arg(title);
                question.open();
            }
        }
    }

    // What else could be here, so that a short list is no dead end.
    Column {
        width: parent.width
        visible: App.canConfigure && Gateways.count > 0 && Gateways.types.length > 0
        topPadding: Tokens.spaceL
        spacing: Tokens.spaceS

        Label {
            text: qsTr("More you can connect")
            isStrong: true
            isMuted: true
            Accessible.role: Accessible.Heading
        }

        Grid {
            id: offers

            width: parent.width
            columns: width < 560 ? 1 : 2
            spacing: Tokens.spaceS

            Repeater {
                model: Gateways.types.length

                ListRow {
                    required property int index
                    readonly property var kind: Gateways.types[index] ?? ({})

                    width: (offers.width - (offers.columns - 1) * offers.spacing) / offers.columns
                    height: offers.columns > 1 ? 84 : implicitHeight
                    glyph: kind.icon ?? ""
                    title: kind.title ?? ""
                    line: kind.summary ?? ""
                    isFollowed: true
                    onClicked: App.navigate("addGateway")
                }
            }
        }
    }

    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: Gateways.count === 0
        topPadding: 48
        glyph: Glyphs.gateway
        title: qsTr("No gateway yet")
        text: qsTr("Connect Home Assistant, this computer or your own device, and its tiles appear by themselves.")

        Button {
            visible: App.canConfigure
            kind: "primary"
            text: qsTr("Connect a gateway")
            onClicked: App.navigate("addGateway")
        }
    }

    Dialog {
        id: question

        property string gatewayId: ""

        text: qsTr("Its tiles disappear from this home. The system itself is not changed, and you can connect it again.")
        confirmText: qsTr("Remove")
        isDangerous: true
        onConfirmed: Gateways.remove(gatewayId)
    }
}
