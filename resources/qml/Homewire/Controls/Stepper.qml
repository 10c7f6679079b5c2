// One value between a minus and a plus. Holding a button repeats; arrow keys do the same.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.Control {
    id: control

    property real reported: 0
    property real from: 0
    property real to: 100
    property real stepSize: 1
    property string unit: ""
    property string label: ""
    property bool isPending: false
    // What has been asked and not yet reported; NaN when nothing is.
    property real asked: NaN
    readonly property real value: isNaN(asked) ? reported : asked
    readonly property string valueText: {
        const decimals = stepSize < 1 ? 1 : 0;
        return Number(value).toLocaleString(Qt.locale(), "f", decimals) + Theme.unitSuffix(unit);
    }

    signal changed(real value)

    function step(direction: int) {
        const next = Math.min(to, Math.max(from, Math.round((value + direction * stepSize) / stepSize) * stepSize));
        if (next === value)
            return;
        asked = next;
        changed(next);
    }

    implicitWidth: 160
    implicitHeight: Tokens.sizeFeatureRow
    focusPolicy: Qt.StrongFocus
    wheelEnabled: activeFocus
    onReportedChanged: asked = NaN
    onIsPendingChanged: if (!isPending) asked = NaN
    Keys.onUpPressed: step(1)
    Keys.onDownPressed: step(-1)
    Keys.onRightPressed: step(1)
    Keys.onLeftPressed: step(-1)

    Accessible.role: Accessible.SpinBox
    Accessible.name: label
    Accessible.description: valueText
    Accessible.onIncreaseAction: step(1)
    Accessible.onDecreaseAction: step(-1)

    background: Rectangle {
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        implicitHeight: 36
        radius: 10
        color: Theme.surfaceSunken
        border.width: Theme.isHighContrast ? 1 : 0
        border.color: Theme.controlEdge

        FocusRing {
            isShown: control.visualFocus
        }
    }

    component StepButton: T.AbstractButton {
        id: button

        required property string glyph

        width: Tokens.sizeTarget
        height: control.height
        autoRepeat: true
        focusPolicy: Qt.NoFocus
        Accessible.role: Accessible.Button
        Accessible.name: text

        contentItem: Item {
            Rectangle {
                anchors.centerIn: parent
                width: 32
                height: 28
                radius: Tokens.radiusSmall
                visible: button.hovered || button.down
                color: Theme.tint(Theme.neutral)
            }

            Icon {
                anchors.centerIn: parent
                glyph: button.glyph
                size: 20
                color: button.enabled ? Theme.text : Theme.textDisabled
            }
        }
    }

    contentItem: Item {
        StepButton {
            anchors.left: parent.left
            glyph: Glyphs.minus
            text: qsTr("Less")
            enabled: control.value > control.from
            onClicked: control.step(-1)
        }

        Label {
            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width - 2 * Tokens.sizeTarget)
            horizontalAlignment: Text.AlignHCenter
            text: control.valueText
            isStrong: true
            isDecoration: true
            isMuted: !isNaN(control.asked)
        }

        StepButton {
            anchors.right: parent.right
            glyph: Glyphs.add
            text: qsTr("More")
            enabled: control.value < control.to
            onClicked: control.step(1)
        }
    }
}
