// How long one may still speak, shown when it begins to matter.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Label {
    readonly property int from: 15

    visible: Talk.isOnAir && Talk.secondsLeft >= 0 && Talk.secondsLeft <= from
    text: qsTr("%1 s").arg(Talk.secondsLeft)
    font.pixelSize: Tokens.fontBody
    isStrong: true
    isDecoration: true
}
