// A thin bar that widens under the mouse.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.ScrollBar {
    id: control

    implicitWidth: 12
    implicitHeight: 12
    padding: 3
    minimumSize: 0.08
    visible: policy === T.ScrollBar.AlwaysOn || (policy === T.ScrollBar.AsNeeded && size < 1)
    Accessible.ignored: true

    contentItem: Rectangle {
        implicitWidth: 6
        implicitHeight: 6
        radius: 3
        color: Theme.controlEdge
        opacity: control.pressed || control.hovered ? 0.9 : 0.45
    }
}
