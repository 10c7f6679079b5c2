// How long a length is on the map.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    property real length: 0
    property string text: ""

    implicitWidth: length
    implicitHeight: 22
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Scale: %1").arg(text)

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        text: root.text
        font.pixelSize: Tokens.fontCaption
        isDecoration: true
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 2
        color: Theme.text
    }

    Repeater {
        model: 2

        Rectangle {
            required property int index

            x: index === 0 ? 0 : root.width - width
            anchors.bottom: parent.bottom
            width: 2
            height: 7
            color: Theme.text
        }
    }
}
