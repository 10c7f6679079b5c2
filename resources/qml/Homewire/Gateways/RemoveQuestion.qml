// Asks before a gateway goes, and says what goes with it.
import QtQuick
import Homewire.Desktop
import Homewire.Controls

Dialog {
    id: root

    title: qsTr("Remove “%1”?").arg(GatewayDetail.title)
    text: qsTr("With it go %1, their places on your pages and its key. The system itself is not changed, and you can connect it again.").arg(GatewayDetail.goesText)
    confirmText: qsTr("Remove")
    isDangerous: true
    onConfirmed: {
        Gateways.remove(GatewayDetail.gatewayId);
        App.navigate("gateways");
    }
}
