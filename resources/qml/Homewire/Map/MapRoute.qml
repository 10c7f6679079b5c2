// The line of one day.
import QtQuick
import QtQuick.Shapes
import Homewire.Theme

Shape {
    id: root

    // x, y, x, y … in parts of the square.
    required property var points
    required property real originX
    required property real originY
    required property real pixels

    readonly property list<point> line: {
        const result = [];
        for (let i = 0; i + 1 < points.length; i += 2)
            result.push(Qt.point(points[i] * pixels - originX, points[i + 1] * pixels - originY));
        return result;
    }

    visible: points.length > 2
    preferredRendererType: Shape.CurveRenderer
    Accessible.ignored: true

    ShapePath {
        strokeColor: Theme.surface
        strokeWidth: 7
        fillColor: "transparent"
        joinStyle: ShapePath.RoundJoin
        capStyle: ShapePath.RoundCap

        PathPolyline {
            path: root.line
        }
    }

    ShapePath {
        strokeColor: Theme.accent
        strokeWidth: 4
        fillColor: "transparent"
        joinStyle: ShapePath.RoundJoin
        capStyle: ShapePath.RoundCap

        PathPolyline {
            path: root.line
        }
    }
}
