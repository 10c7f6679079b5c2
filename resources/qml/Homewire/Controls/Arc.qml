// A part of a circle, drawn the same way by the graphics card and by the software renderer.
import QtQuick
import QtQuick.Shapes

Item {
    id: root

    property color color: "black"
    property real thickness: 2
    property real startAngle: -90
    property real sweepAngle: 360

    Accessible.ignored: true

    SeenShape {
        anchors.fill: parent

        ShapePath {
            strokeColor: root.color
            strokeWidth: root.thickness
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathAngleArc {
                centerX: root.width / 2
                centerY: root.height / 2
                radiusX: (root.width - root.thickness) / 2
                radiusY: (root.height - root.thickness) / 2
                startAngle: root.startAngle
                sweepAngle: root.sweepAngle
            }
        }
    }
}
