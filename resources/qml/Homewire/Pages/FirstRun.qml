// What a new home says: nothing is here yet, and the two ways to begin.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

EmptyState {
    topPadding: 64
    glyph: Glyphs.homeOutline
    title: qsTr("Your home is ready for its first device")
    text: App.canConfigure ? qsTr("Connect a system you already have, such as Home Assistant, or look around in a made-up home first.") : qsTr("The owner of this home can connect devices. They appear here by themselves.")

    Button {
        visible: App.canConfigure
        kind: "primary"
        glyph: Glyphs.gateway
        text: qsTr("Connect a gateway")
        onClicked: App.navigate("addGateway")
    }
}
