// Connecting a gateway: choose what it is, answer what it needs, wait with words, read plain errors.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    title: chosen ? chosen.title : qsTr("Connect a gateway")
    canGoBack: !Gateways.isAdding
    onBackAsked: goBack()

    property string chosenType: ""
    readonly property var chosen: Gateways.types.find(type => type.type === chosenType) ?? null

    function goBack() {
        if (chosenType === "") {
            App.back();
            return;
        }
        Gateways.clearAdd();
        chosenType = "";
    }

    maximumWidth: Tokens.sizeFormWidth
    spacing: Tokens.spaceL
    Component.onCompleted: Gateways.clearAdd()

    Connections {
        target: Gateways

        function onAddedGatewayIdChanged() {
            if (Gateways.addedGatewayId !== "")
                App.navigate("gateways");
        }
    }

    Column {
        width: parent.width
        visible: root.chosen === null
        spacing: Tokens.spaceS

        Repeater {
            model: Gateways.types.length

            ListRow {
                required property int index
                readonly property var kind: Gateways.types[index] ?? ({})

                width: root.column.width
                glyph: kind.icon ?? ""
                color: Theme.accent
                title: kind.title ?? ""
                line: kind.summary ?? ""
                isFollowed: true
                onClicked: root.chosenType = kind.type
            }
        }

        EmptyState {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: Gateways.types.length === 0
            topPadding: 48
            glyph: Glyphs.gateway
            title: qsTr("Your hub offers no gateways now")
            text: App.connectionText
        }
    }

    Loader {
        width: parent.width
        active: root.chosen !== null
        visible: active
        sourceComponent: AddGatewayForm {
            kind: root.chosen
        }
    }
}
