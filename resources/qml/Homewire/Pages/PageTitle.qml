// The heading of a page, with room for one action.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    property string text: ""
    default property alias actions: row.data

    implicitHeight: Math.max(Tokens.sizeTarget, label.implicitHeight)

    Label {
        id: label

        anchors.left: parent.left
        anchors.right: row.left
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        font.pixelSize: root.width < 440 ? 24 : Tokens.fontPage
        isStrong: true
        Accessible.role: Accessible.Heading
    }

    Row {
        id: row

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Tokens.spaceS
    }
}
