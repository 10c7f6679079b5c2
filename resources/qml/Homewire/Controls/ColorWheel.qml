// Every hue around, white in the middle. Drag or use the arrow keys: left and right turn, up and
// down move between white and full colour.
import QtQuick
import QtQuick.Shapes

Item {
    id: root

    property color reported: "white"
    property string label: qsTr("Colour")
    // 0..1 both; what is shown while somebody drags, else what the lamp reports.
    property real hue: 0
    property real saturation: 0
    readonly property color chosen: Qt.hsva(hue, saturation, 1, 1)
    readonly property real radius: Math.min(width, height) / 2

    signal changed(color value)

    function sync() {
        if (dragArea.pressed)
            return;
        hue = Math.max(0, reported.hsvHue);
        saturation = reported.hsvSaturation;
    }

    function turn(hueStep: real, saturationStep: real) {
        hue = (hue + hueStep + 1) % 1;
        saturation = Math.max(0, Math.min(1, saturation + saturationStep));
        changed(chosen);
    }

    function pick(x: real, y: real) {
        const dx = x - width / 2;
        const dy = y - height / 2;
        // The conical gradient starts at three o'clock and turns anticlockwise.
        hue = ((Math.atan2(-dy, dx) / (2 * Math.PI)) + 1) % 1;
        saturation = Math.min(1, Math.hypot(dx, dy) / radius);
        changed(chosen);
    }

    implicitWidth: 220
    implicitHeight: 220
    activeFocusOnTab: true
    onReportedChanged: sync()
    Component.onCompleted: sync()
    Keys.onLeftPressed: turn(-0.02, 0)
    Keys.onRightPressed: turn(0.02, 0)
    Keys.onUpPressed: turn(0, 0.05)
    Keys.onDownPressed: turn(0, -0.05)

    Accessible.role: Accessible.ColorChooser
    Accessible.name: label
    Accessible.description: qsTr("Hue %1 degrees, %2 % colour").arg(Math.round(hue * 360)).arg(Math.round(saturation * 100))
    Accessible.focusable: true

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer
        Accessible.ignored: true

        ShapePath {
            strokeColor: "transparent"
            fillGradient: ConicalGradient {
                centerX: root.width / 2
                centerY: root.height / 2
                angle: 0

                GradientStop {
                    position: 0
                    color: "#FF0000"
                }
                GradientStop {
                    position: 1 / 6
                    color: "#FFFF00"
                }
                GradientStop {
                    position: 2 / 6
                    color: "#00FF00"
                }
                GradientStop {
                    position: 3 / 6
                    color: "#00FFFF"
                }
                GradientStop {
                    position: 4 / 6
                    color: "#0000FF"
                }
                GradientStop {
                    position: 5 / 6
                    color: "#FF00FF"
                }
                GradientStop {
                    position: 1
                    color: "#FF0000"
                }
            }

            PathAngleArc {
                centerX: root.width / 2
                centerY: root.height / 2
                radiusX: root.radius
                radiusY: root.radius
                startAngle: 0
                sweepAngle: 360
            }
        }

        ShapePath {
            strokeColor: "transparent"
            fillGradient: RadialGradient {
                centerX: root.width / 2
                centerY: root.height / 2
                focalX: centerX
                focalY: centerY
                centerRadius: root.radius

                GradientStop {
                    position: 0
                    color: "#FFFFFFFF"
                }
                GradientStop {
                    position: 1
                    color: "#00FFFFFF"
                }
            }

            PathAngleArc {
                centerX: root.width / 2
                centerY: root.height / 2
                radiusX: root.radius
                radiusY: root.radius
                startAngle: 0
                sweepAngle: 360
            }
        }
    }

    Rectangle {
        readonly property real angle: root.hue * 2 * Math.PI

        x: root.width / 2 + Math.cos(angle) * root.saturation * (root.radius - 12) - width / 2
        y: root.height / 2 - Math.sin(angle) * root.saturation * (root.radius - 12) - height / 2
        width: 28
        height: 28
        radius: 14
        color: root.chosen
        border.width: 3
        border.color: "white"

        Rectangle {
            anchors.fill: parent
            radius: 14
            color: "transparent"
            border.width: 1
            border.color: "#80000000"
        }
    }

    FocusRing {
        isShown: root.activeFocus
        radius: root.radius + 4
    }

    MouseArea {
        id: dragArea

        anchors.fill: parent
        preventStealing: true
        Accessible.ignored: true
        onPressed: mouse => {
            root.forceActiveFocus(Qt.MouseFocusReason);
            root.pick(mouse.x, mouse.y);
        }
        onPositionChanged: mouse => root.pick(mouse.x, mouse.y)
    }
}
