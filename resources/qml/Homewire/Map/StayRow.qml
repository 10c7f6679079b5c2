// One stay of a day: when, and where.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme
import Homewire.Controls

T.AbstractButton {
    id: control

    required property string timeText
    required property string placeText

    implicitHeight: Tokens.sizeTarget
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    Accessible.role: Accessible.Button
    Accessible.name: [timeText, placeText].join(", ")

    background: Rectangle {
        radius: Tokens.radiusControl
        color: control.hovered || control.down ? Theme.surfaceHover : "transparent"

        FocusRing {
            isShown: control.visualFocus
        }
    }

    contentItem: Item {
        Rectangle {
            id: dot

            x: Tokens.spaceM
            anchors.verticalCenter: parent.verticalCenter
            width: 12
            height: 12
            radius: 6
            color: Theme.surface
            border.width: 3
            border.color: Theme.accent
        }

        Label {
            id: time

            anchors.left: dot.right
            anchors.leftMargin: Tokens.spaceM
            anchors.verticalCenter: parent.verticalCenter
            width: 118
            text: control.timeText
            isMuted: true
            isDecoration: true
        }

        Label {
            anchors.left: time.right
            anchors.leftMargin: Tokens.spaceS
            anchors.right: parent.right
            anchors.rightMargin: Tokens.spaceS
            anchors.verticalCenter: parent.verticalCenter
            text: control.placeText
            isStrong: true
            isDecoration: true
        }
    }
}
