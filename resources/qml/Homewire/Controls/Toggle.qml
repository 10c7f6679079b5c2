// An on/off switch. It shows what the device reports; a tap only asks.
import QtQuick
import Homewire.Theme

ChoiceButton {
    id: control

    property alias isOn: control.isCurrent
    property color color: Theme.accent
    // Emitted instead of flipping by itself: the owner asks the device and ``isOn`` follows.
    signal asked(bool isOn)

    implicitWidth: 52
    implicitHeight: Tokens.sizeTarget
    onClicked: asked(!isOn)

    Accessible.role: Accessible.CheckBox

    background: Item {
        Rectangle {
            id: track

            anchors.centerIn: parent
            width: 48
            height: 28
            radius: height / 2
            color: control.isOn ? control.color : Theme.surfaceSunken
            border.width: control.isOn ? 0 : 2
            border.color: control.enabled ? Theme.controlEdge : Theme.outline
            opacity: control.enabled ? 1 : 0.6

            Behavior on color {
                ColorAnimation {
                    duration: Theme.pressDuration
                }
            }

            Rectangle {
                x: control.isOn ? parent.width - width - 4 : 6
                anchors.verticalCenter: parent.verticalCenter
                width: control.isOn ? 20 : 16
                height: width
                radius: width / 2
                color: control.isOn ? Theme.surface : Theme.controlEdge

                Behavior on x {
                    NumberAnimation {
                        duration: Theme.pressDuration
                        easing.type: Easing.OutCubic
                    }
                }
            }

            FocusRing {
                isShown: control.visualFocus
                radius: track.radius + gap + border.width
            }
        }
    }
}
