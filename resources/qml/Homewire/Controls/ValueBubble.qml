// The number that floats over a handle while it is dragged.
import QtQuick
import Homewire.Theme

Rectangle {
    id: root

    property string text: ""

    implicitWidth: Math.max(44, label.implicitWidth + 2 * Tokens.spaceM)
    implicitHeight: 32
    radius: Tokens.radiusSmall
    color: Theme.text
    Accessible.ignored: true

    Label {
        id: label

        anchors.centerIn: parent
        text: root.text
        isStrong: true
        isDecoration: true
        color: Theme.background
    }
}
