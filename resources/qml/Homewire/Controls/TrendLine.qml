// The last day of a sensor as a faint line behind its value.
import QtQuick
import QtQuick.Shapes
import Homewire.Theme

Item {
    id: root

    // x0, y0, x1, y1 … each 0..1, y up, oldest first.
    property list<real> points: []
    property color color: Theme.textMuted

    readonly property list<point> line: {
        const result = [];
        for (let i = 0; i + 1 < points.length; i += 2)
            result.push(Qt.point(points[i] * width, 1 + (1 - points[i + 1]) * (height - 2)));
        return result;
    }
    readonly property list<point> area: line.length < 2 ? [] : [Qt.point(line[0].x, height), ...line, Qt.point(line[line.length - 1].x, height)]

    Accessible.ignored: true

    SeenShape {
        anchors.fill: parent

        ShapePath {
            strokeColor: "transparent"
            strokeWidth: 0
            fillColor: Qt.alpha(root.color, 0.10)

            PathPolyline {
                path: root.area
            }
        }

        ShapePath {
            strokeColor: Qt.alpha(root.color, 0.8)
            strokeWidth: 1.5
            fillColor: "transparent"
            joinStyle: ShapePath.RoundJoin

            PathPolyline {
                path: root.line
            }
        }
    }
}
