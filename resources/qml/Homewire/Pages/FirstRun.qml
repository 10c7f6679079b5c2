// What a new home says: little or nothing is here yet, and the two ways to begin.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

EmptyState {
    id: root

    // False where at least this computer's own sensors are shown above.
    property bool isEmpty: true

    topPadding: isEmpty ? 64 : Tokens.spaceXl
    glyph: Glyphs.homeOutline
    title: isEmpty ? qsTr("Your home is ready for its first device") : qsTr("Bring in the rest of your home")
    text: App.canShowDemo ? qsTr("Connect a system you already have, such as Home Assistant, or look around in a made-up home first.") : App.canConfigure ? qsTr("Connect a system you already have, such as Home Assistant.") : qsTr("The owner of this home can connect devices. They appear here by themselves.")

    Button {
        visible: App.canConfigure
        kind: "primary"
        glyph: Glyphs.gateway
        text: qsTr("Connect a gateway")
        onClicked: {
            if (!Adding.isRunning && Adding.errorText === "")
                Adding.close();
            App.navigate("addGateway");
        }
    }

    Button {
        visible: Joining.isAvailable && Joining.address === ""
        glyph: Glyphs.secret
        text: qsTr("Join a home")
        onClicked: App.navigate("join")
    }

    Button {
        visible: App.canShowDemo
        glyph: Glyphs.demo
        text: qsTr("Show a demo home")
        onClicked: App.showDemo()
    }
}
