// On or off, the whole row being the target.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    required property Feature feature

    implicitHeight: Tokens.sizeFeatureRow

    Label {
        anchors.left: parent.left
        anchors.right: toggle.left
        anchors.verticalCenter: parent.verticalCenter
        text: root.feature.label
        isMuted: true
        isDecoration: true
    }

    Toggle {
        id: toggle

        anchors.right: parent.right
        text: root.feature.fullLabel
        isOn: root.feature.map.isOn === true
        color: root.feature.color
        enabled: root.feature.isEnabled
        onAsked: isOn => Tiles.setToggle(root.feature.entityId, root.feature.id, isOn)
    }
}
