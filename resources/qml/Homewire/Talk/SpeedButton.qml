// How fast spoken messages are played.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Controls

Button {
    id: root

    kind: "quiet"
    leftPadding: 8
    rightPadding: 8
    text: Conversation.speeds.find(speed => speed.value === Conversation.speed)?.label ?? qsTr("%1×").arg(Conversation.speed.toLocaleString(Qt.locale(), "f", 1))
    Accessible.name: qsTr("Speed: %1").arg(text)
    Accessible.role: Accessible.ComboBox
    onClicked: menu.active = true

    Loader {
        id: menu

        active: false
        sourceComponent: Menu {
            parent: root
            y: root.height
            width: 140
            onClosed: menu.active = false
            Component.onCompleted: open()

            Repeater {
                model: Conversation.speeds.length

                MenuRow {
                    id: row

                    required property int index
                    readonly property var speed: Conversation.speeds[index] ?? ({})

                    width: 140 - 16
                    text: speed.label ?? ""
                    isCurrent: speed.value === Conversation.speed
                    onClicked: {
                        Conversation.setSpeed(row.speed.value);
                        menu.active = false;
                    }
                }
            }
        }
    }
}
