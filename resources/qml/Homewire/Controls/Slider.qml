// One value on a bar. The whole row takes the finger; arrow keys always work, the wheel once the
// slider has been touched, so that scrolling a page never dims a lamp by accident.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.Slider {
    id: control

    // What the device says; followed whenever nobody drags.
    property real reported: from
    property bool isPending: false
    property color color: Theme.accent
    // "left", "top" (a blind: filled is what is closed) or "center" (a balance).
    property string fill: "left"
    property bool isActive: true
    property string unit: ""
    property string label: ""
    property Gradient gradient: null
    // A ready text for the value at rest; while dragging the number itself is shown.
    property string valueText: ""

    readonly property string shownText: {
        if (!pressed && valueText !== "")
            return valueText;
        const decimals = stepSize > 0 && stepSize < 1 ? 1 : 0;
        const number = Number(value).toLocaleString(Qt.locale(), "f", decimals);
        return number + Theme.unitSuffix(unit);
    }

    signal changed(real value)
    signal committed(real value)

    function sync() {
        if (!pressed)
            value = reported;
    }

    implicitWidth: orientation === Qt.Horizontal ? 160 : 96
    implicitHeight: orientation === Qt.Horizontal ? Tokens.sizeFeatureRow : 240
    live: true
    snapMode: T.Slider.SnapAlways
    wheelEnabled: activeFocus
    focusPolicy: Qt.StrongFocus
    onReportedChanged: sync()
    onIsPendingChanged: if (!isPending) sync()
    Component.onCompleted: sync()
    onMoved: {
        changed(value);
        if (!pressed)
            committed(value);
    }
    onPressedChanged: if (!pressed) committed(value)

    Accessible.role: Accessible.Slider
    Accessible.name: label
    Accessible.description: shownText

    background: SliderTrack {
        isVertical: control.orientation === Qt.Vertical
        color: control.color
        isActive: control.isActive
        gradient: control.gradient
        fillFrom: control.fill === "top" ? 1 : control.fill === "center" ? 0.5 : 0
        fillTo: control.position
        opacity: control.enabled ? 1 : 0.5

        FocusRing {
            isShown: control.visualFocus
        }
    }

    handle: Item {
        x: control.orientation === Qt.Horizontal ? 8 + control.visualPosition * (control.availableWidth - 16) : control.availableWidth / 2
        y: control.orientation === Qt.Horizontal ? control.availableHeight / 2 : 8 + control.visualPosition * (control.availableHeight - 16)

        ValueBubble {
            visible: control.pressed
            text: control.shownText
            x: Math.max(-parent.x, Math.min(control.width - parent.x - width, -width / 2))
            y: control.orientation === Qt.Horizontal ? -22 - height : -10 - height
        }
    }
}
