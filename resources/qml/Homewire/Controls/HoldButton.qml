// Acts only after it has been held for the whole time its ring takes to close: for locks and doors,
// where a slip of the finger must do nothing.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.AbstractButton {
    id: control

    property string glyph: ""
    property color color: Theme.attention
    property bool isNarrow: false
    property int holdDuration: Tokens.durationHold
    // 0 at rest, 1 when the ring is closed.
    property real progress: 0
    readonly property bool isClosing: closing.running

    signal held

    function begin() {
        if (!enabled || closing.running)
            return;
        progress = 0;
        closing.restart();
    }

    function cancel() {
        closing.stop();
        progress = 0;
    }

    implicitWidth: 160
    implicitHeight: Tokens.sizeFeatureRow
    focusPolicy: Qt.StrongFocus
    onPressed: begin()
    onReleased: cancel()
    onCanceled: cancel()
    onActiveFocusChanged: if (!activeFocus) cancel()

    Keys.onPressed: event => {
        if (event.key !== Qt.Key_Return && event.key !== Qt.Key_Enter)
            return;
        event.accepted = true;
        if (!event.isAutoRepeat)
            begin();
    }
    Keys.onReleased: event => {
        if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && !event.isAutoRepeat) {
            event.accepted = true;
            cancel();
        }
    }

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: qsTr("Press and hold")
    // A screen reader's own "activate" is deliberate already and cannot be held.
    Accessible.onPressAction: held()

    NumberAnimation {
        id: closing

        target: control
        property: "progress"
        from: 0
        to: 1
        duration: control.holdDuration
        onFinished: {
            control.progress = 0;
            control.held();
        }
    }

    background: Item {
        Rectangle {
            id: ground

            anchors.centerIn: parent
            width: parent.width
            height: 36
            radius: 10
            color: control.down ? Theme.tint(control.color) : control.hovered ? Theme.tint(Theme.neutral) : Theme.surfaceSunken
            border.width: Theme.isHighContrast ? 1 : 0
            border.color: Theme.controlEdge

            Rectangle {
                width: Math.max(height * 0.6, parent.width * control.progress)
                height: parent.height
                radius: parent.radius
                visible: control.progress > 0
                color: Theme.tint(control.color)
            }

            FocusRing {
                isShown: control.visualFocus
            }
        }
    }

    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: Tokens.spaceS

            Item {
                width: 26
                height: 26
                anchors.verticalCenter: parent.verticalCenter

                Arc {
                    anchors.fill: parent
                    visible: control.progress > 0
                    color: control.color
                    thickness: 3
                    sweepAngle: 360 * control.progress
                }

                Icon {
                    anchors.centerIn: parent
                    glyph: control.glyph
                    size: control.progress > 0 ? 16 : 20
                    color: control.enabled ? control.color : Theme.textDisabled
                }
            }

            Label {
                visible: !control.isNarrow
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, control.width - 26 - Tokens.spaceS - 16)
                text: control.text
                isDecoration: true
                isStrong: true
                color: control.enabled ? Theme.text : Theme.textDisabled
            }
        }
    }
}
