// The top line of a sheet: its title and the way out.
import QtQuick
import Homewire.Theme

Item {
    id: root

    property string title: ""

    signal closed

    implicitHeight: 60

    Label {
        anchors.left: parent.left
        anchors.leftMargin: Tokens.spaceXl
        anchors.right: closeButton.left
        anchors.verticalCenter: parent.verticalCenter
        text: root.title
        font.pixelSize: Tokens.fontSection
        isStrong: true
        Accessible.role: Accessible.Heading
    }

    IconButton {
        id: closeButton

        anchors.right: parent.right
        anchors.rightMargin: Tokens.spaceS
        anchors.verticalCenter: parent.verticalCenter
        glyph: Glyphs.close
        text: qsTr("Close")
        focus: true
        onClicked: root.closed()
    }
}
