// How many are new, as a small disc at the corner of what they belong to.
import QtQuick
import Homewire.Theme

Rectangle {
    id: root

    property int count: 0
    property color ground: "transparent"

    implicitWidth: Math.max(height, label.implicitWidth + 12)
    implicitHeight: 22
    radius: height / 2
    visible: count > 0
    color: Theme.alarm
    border.width: ground.a > 0 ? 2 : 0
    border.color: ground
    Accessible.ignored: true

    Label {
        id: label

        anchors.centerIn: parent
        text: root.count > 99 ? qsTr("99+") : root.count.toLocaleString(Qt.locale(), "f", 0)
        font.pixelSize: Tokens.fontCaption
        isStrong: true
        isDecoration: true
        color: Theme.accentText
    }
}
