// A phone or computer somebody is signed in with.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    // {tokenId, name, stateText, isOnline, isCurrent, canSignOut}
    required property var device

    signal signOutAsked(string tokenId, string name)

    implicitHeight: Tokens.sizeTarget

    Icon {
        id: icon

        x: Tokens.spaceM
        anchors.verticalCenter: parent.verticalCenter
        glyph: Glyphs.device
        size: 20
        color: root.device.isOnline ? Theme.good : Theme.textMuted
    }

    Label {
        anchors.left: icon.right
        anchors.leftMargin: Tokens.spaceL
        anchors.right: out.visible ? out.left : parent.right
        anchors.rightMargin: Tokens.spaceS
        anchors.verticalCenter: parent.verticalCenter
        text: [root.device.name ?? "", root.device.stateText ?? ""].filter(part => part !== "").join(" · ")
        wrapMode: Text.Wrap
        maximumLineCount: 2
    }

    Button {
        id: out

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: root.device.canSignOut ?? false
        kind: "quiet"
        text: qsTr("Sign out")
        Accessible.name: qsTr("Sign out %1").arg(root.device.name ?? "")
        onClicked: root.signOutAsked(root.device.tokenId, root.device.name)
    }
}
