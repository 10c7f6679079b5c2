// Two values on one bar, such as the lowest and highest temperature a room may have.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.RangeSlider {
    id: control

    property real reportedLow: from
    property real reportedHigh: to
    property bool isPending: false
    property color lowColor: Theme.color("heat")
    property color highColor: Theme.color("cool")
    property string label: ""
    property string unit: ""
    readonly property bool isDragging: first.pressed || second.pressed

    signal changed(real low, real high)

    function sync() {
        if (!isDragging)
            setValues(reportedLow, reportedHigh);
    }

    function textOf(value: real): string {
        const decimals = stepSize > 0 && stepSize < 1 ? 1 : 0;
        return Number(value).toLocaleString(Qt.locale(), "f", decimals) + Theme.unitSuffix(unit);
    }

    implicitWidth: 160
    implicitHeight: Tokens.sizeFeatureRow
    live: true
    snapMode: T.RangeSlider.SnapAlways
    focusPolicy: Qt.StrongFocus
    onReportedLowChanged: sync()
    onReportedHighChanged: sync()
    onIsPendingChanged: if (!isPending) sync()
    Component.onCompleted: sync()
    first.onMoved: changed(first.value, second.value)
    second.onMoved: changed(first.value, second.value)

    Accessible.role: Accessible.Slider
    Accessible.name: label
    Accessible.description: qsTr("%1 to %2").arg(textOf(first.value)).arg(textOf(second.value))

    background: SliderTrack {
        color: Theme.textMuted
        fillFrom: control.first.position
        fillTo: control.second.position
        grips: []
        opacity: control.enabled ? 1 : 0.5
    }

    component Grip: Item {
        id: grip

        required property real position
        required property real value
        required property bool isPressed
        required property color color

        implicitWidth: 24
        implicitHeight: Tokens.sizeFeatureRow
        x: 8 + position * (control.availableWidth - 16) - width / 2

        Rectangle {
            anchors.centerIn: parent
            width: 6
            height: 24
            radius: 3
            color: grip.color

            FocusRing {
                isShown: grip.activeFocus && control.visualFocus
                radius: 6
            }
        }

        ValueBubble {
            visible: grip.isPressed
            anchors.horizontalCenter: parent.horizontalCenter
            y: -height
            text: control.textOf(grip.value)
        }
    }

    first.handle: Grip {
        position: control.first.visualPosition
        value: control.first.value
        isPressed: control.first.pressed
        color: control.lowColor
    }
    second.handle: Grip {
        position: control.second.visualPosition
        value: control.second.value
        isPressed: control.second.pressed
        color: control.highColor
    }
}
