// The systems this home is connected to, how each is doing, and what else answers on the network.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    function choose(type: string) {
        Adding.begin(type);
        App.navigate("addGateway");
    }

    title: qsTr("Gateways")

    maximumWidth: Tokens.sizeFormWidth + 160
    spacing: Tokens.spaceM

    Item {
        readonly property bool isNarrow: width < 480

        width: parent.width
        height: (isNarrow && addButton.visible ? addButton.y + addButton.height : Math.max(about.implicitHeight, Tokens.sizeTarget)) + Tokens.spaceXs

        Label {
            id: about

            width: parent.width - (addButton.visible && !parent.isNarrow ? addButton.width + Tokens.spaceL : 0)
            text: qsTr("A gateway is a system that is already there. It brings its devices, and your commands go back through it.")
            wrapMode: Text.Wrap
            isMuted: true
        }

        Button {
            id: addButton

            x: parent.isNarrow ? 0 : parent.width - width
            y: parent.isNarrow ? about.implicitHeight + Tokens.spaceM : 0
            visible: App.canConfigure
            kind: "primary"
            glyph: Glyphs.add
            text: qsTr("Add")
            Accessible.name: qsTr("Add a gateway")
            onClicked: {
                // One that is being connected or failed meanwhile is shown again with what was typed.
                if (!Adding.isRunning && Adding.errorText === "")
                    Adding.close();
                App.navigate("addGateway");
            }
        }
    }

    Loader {
        width: parent.width
        active: App.canConfigure
        visible: active && Duplicates.isShown
        sourceComponent: DuplicateSection {}
    }

    Repeater {
        model: Gateways

        GatewayCard {
            width: root.column.width
        }
    }

    Loader {
        width: parent.width
        active: App.canConfigure
        visible: active
        sourceComponent: FoundSection {
            topPadding: Tokens.spaceL
            hasOtherWay: true
        }
    }

    // What else could be here, so that a short list is no dead end.
    Column {
        width: parent.width
        visible: App.canConfigure && Gateways.types.length > 0
        topPadding: Tokens.spaceL
        spacing: Tokens.spaceS

        Label {
            text: qsTr("More you can connect")
            isStrong: true
            isMuted: true
            Accessible.role: Accessible.Heading
        }

        TypeList {
            width: parent.width
            hasSearch: false
            onChosen: type => root.choose(type)
        }
    }

    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: Gateways.count === 0 && !App.canConfigure
        topPadding: 48
        glyph: Glyphs.gateway
        title: qsTr("No gateway yet")
        text: qsTr("The owner of this home can connect devices. They appear here by themselves.")
    }
}
