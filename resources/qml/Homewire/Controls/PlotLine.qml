// The line of a numeric history with its band of least and most.
import QtQuick
import QtQuick.Shapes

Item {
    id: root

    required property PlotScale axes
    required property var series
    required property color color

    // Stretches of known values; a stretch ends where nothing was known.
    readonly property var runs: {
        const result = [[]];
        for (const sample of series) {
            if (sample.y === null || sample.y === undefined) {
                if (result[result.length - 1].length > 0)
                    result.push([]);
            } else
                result[result.length - 1].push(sample);
        }
        return result.filter(run => run.length > 0);
    }
    readonly property var lines: runs.map(run => run.map(sample => Qt.point(axes.xOf(sample.t), axes.yOf(sample.y))))
    readonly property var envelopes: runs.filter(run => run.some(sample => (sample.max ?? sample.y) > (sample.min ?? sample.y))).map(run => [...run.map(sample => Qt.point(axes.xOf(sample.t), axes.yOf(sample.max ?? sample.y))), ...run.slice().reverse().map(sample => Qt.point(axes.xOf(sample.t), axes.yOf(sample.min ?? sample.y)))])

    Accessible.ignored: true

    SeenShape {
        anchors.fill: parent

        ShapePath {
            strokeColor: "transparent"
            fillColor: Qt.alpha(root.color, 0.18)

            PathMultiline {
                paths: root.envelopes
            }
        }

        ShapePath {
            strokeColor: root.color
            strokeWidth: 2
            fillColor: "transparent"
            joinStyle: ShapePath.RoundJoin
            capStyle: ShapePath.RoundCap

            PathMultiline {
                paths: root.lines
            }
        }
    }
}
