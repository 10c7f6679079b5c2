// History of one entity: numbers as a line inside its band of least and most, states as coloured
// stretches with their words. The wheel, a pinch and the plus and minus keys zoom; dragging and the
// arrow keys move; the value under the finger is read out above.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme

FocusScope {
    id: root

    property string kind: "number"
    // Numbers: list of {t, y, min, max}, t in seconds; y null where nothing was known.
    property var series: []
    // States: list of {start, end, text, tint}.
    property var bands: []
    property real start: 0
    property real end: 1
    property real minimum: 0
    property real maximum: 1
    // Marks for the whole range, in the reader's language: {t, text} and {y, text}.
    property var ticks: []
    property var yTicks: []
    property color color: Theme.accent
    property string label: qsTr("History")
    // Called with seconds, answers {time, text}.
    property var readOut: null
    property string emptyText: ""

    readonly property bool isEmpty: kind === "states" ? bands.length === 0 : series.length === 0
    // Seconds under the finger; NaN when nobody points.
    property real pointed: NaN
    readonly property var pointedValue: isNaN(pointed) || readOut === null ? null : readOut(pointed)

    readonly property bool isZoomed: plotScale.isZoomed
    readonly property int axisWidth: kind === "states" ? 0 : 44
    readonly property int plotHeight: height - 24 - readOutLine.height - (legend.visible ? legend.height : 0)
    // Every state once, in the order of its first appearance.
    readonly property var kinds: bands.filter((band, place) => bands.findIndex(other => other.text === band.text) === place)

    function point(x: real) {
        pointed = plotScale.clamp(plotScale.timeAt(x));
    }

    function step(direction: int) {
        const width = (plotScale.viewEnd - plotScale.viewStart) / 48;
        const at = (isNaN(pointed) ? plotScale.viewEnd : pointed) + direction * width;
        if (at < plotScale.viewStart || at > plotScale.viewEnd)
            plotScale.pan(direction * width * 8);
        pointed = plotScale.clamp(at);
    }

    implicitHeight: kind === "states" ? 112 + legend.height : 220
    activeFocusOnTab: true
    Keys.onPressed: event => {
        const middle = (plotScale.viewStart + plotScale.viewEnd) / 2;
        if (event.key === Qt.Key_Plus)
            plotScale.zoom(0.6, isNaN(pointed) ? middle : pointed);
        else if (event.key === Qt.Key_Minus)
            plotScale.zoom(1 / 0.6, middle);
        else if (event.key === Qt.Key_0)
            plotScale.showAll();
        else if (event.key === Qt.Key_Left)
            step(-1);
        else if (event.key === Qt.Key_Right)
            step(1);
        else
            return;
        event.accepted = true;
    }
    onActiveFocusChanged: if (!activeFocus) pointed = NaN

    Accessible.role: Accessible.Chart
    Accessible.name: label
    Accessible.description: pointedValue ? qsTr("%1: %2").arg(pointedValue.time).arg(pointedValue.text) : emptyText
    Accessible.focusable: true

    PlotScale {
        id: plotScale

        start: root.start
        end: root.end
        minimum: root.minimum
        maximum: root.maximum
        width: canvas.width
        height: canvas.height
    }

    Item {
        id: readOutLine

        width: parent.width
        height: 24

        Label {
            anchors.left: parent.left
            anchors.right: wholeButton.left
            text: root.pointedValue ? qsTr("%1 · %2").arg(root.pointedValue.time).arg(root.pointedValue.text) : plotScale.isZoomed ? "" : qsTr("Point at the plot to read it")
            font.pixelSize: Tokens.fontCaption
            isMuted: root.pointedValue === null
            isStrong: root.pointedValue !== null
            isDecoration: true
        }

        Button {
            id: wholeButton

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: root.isZoomed
            implicitHeight: 28
            kind: "quiet"
            text: qsTr("Show all")
            onClicked: plotScale.showAll()
        }
    }

    Item {
        id: canvas

        anchors.top: readOutLine.bottom
        anchors.left: parent.left
        anchors.leftMargin: root.axisWidth
        width: parent.width - root.axisWidth
        height: root.plotHeight

        Repeater {
            model: root.kind === "number" ? root.yTicks.length : 0

            Rectangle {
                required property int index
                readonly property var tick: root.yTicks[index] ?? ({
                        y: 0,
                        text: ""
                    })

                width: canvas.width
                height: 1
                y: Math.round(plotScale.yOf(tick.y))
                color: Theme.outline

                Label {
                    x: -root.axisWidth
                    width: root.axisWidth - 8
                    anchors.verticalCenter: parent.verticalCenter
                    horizontalAlignment: Text.AlignRight
                    text: parent.tick.text
                    font.pixelSize: Tokens.fontCaption
                    isMuted: true
                    isDecoration: true
                }
            }
        }

        Loader {
            anchors.fill: parent
            clip: true
            active: !root.isEmpty
            sourceComponent: root.kind === "states" ? bandView : lineView
        }

        Component {
            id: lineView

            PlotLine {
                axes: plotScale
                series: root.series
                color: root.color
            }
        }

        Component {
            id: bandView

            PlotBands {
                axes: plotScale
                bands: root.bands
            }
        }

        Label {
            anchors.centerIn: parent
            width: parent.width
            visible: root.isEmpty
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            text: root.emptyText
            isMuted: true
        }

        Rectangle {
            visible: !isNaN(root.pointed) && !root.isEmpty
            x: Math.round(plotScale.xOf(root.pointed))
            width: 1
            height: parent.height
            color: Theme.text
        }
    }

    Repeater {
        id: timeAxis

        readonly property var marks: plotScale.isZoomed ? plotScale.ticks() : root.ticks

        model: marks.length

        Label {
            required property int index
            readonly property var tick: timeAxis.marks[index] ?? ({
                    t: 0,
                    text: ""
                })

            x: Math.max(0, Math.min(root.width - implicitWidth, canvas.x + plotScale.xOf(tick.t) - implicitWidth / 2))
            y: canvas.y + canvas.height + 6
            text: tick.text
            font.pixelSize: Tokens.fontCaption
            isMuted: true
            isDecoration: true
        }
    }

    Flow {
        id: legend

        anchors.bottom: parent.bottom
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: root.kind === "states" && root.kinds.length > 1
        spacing: Tokens.spaceM
        topPadding: Tokens.spaceS

        Repeater {
            model: root.kinds.length

            Row {
                id: entry

                required property int index
                readonly property var kind: root.kinds[index]

                spacing: 6

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: 12
                    height: 12
                    radius: 3
                    color: Theme.color(entry.kind.tint)
                }

                Label {
                    text: entry.kind.text
                    font.pixelSize: Tokens.fontCaption
                    isMuted: true
                    isDecoration: true
                }
            }
        }
    }

    FocusRing {
        isShown: root.activeFocus && !hover.hovered
        gap: 4
    }

    HoverHandler {
        id: hover

        onPointChanged: if (hovered && !root.isEmpty) root.point(point.position.x - canvas.x)
        onHoveredChanged: if (!hovered) root.pointed = NaN
    }

    DragHandler {
        property real last: 0

        target: null
        yAxis.enabled: false
        onActiveChanged: last = centroid.position.x
        onCentroidChanged: {
            if (!active)
                return;
            if (plotScale.isZoomed)
                plotScale.pan(plotScale.timeAt(last) - plotScale.timeAt(centroid.position.x));
            last = centroid.position.x;
            root.point(centroid.position.x - canvas.x);
        }
    }

    PinchHandler {
        target: null
        onScaleChanged: delta => plotScale.zoom(1 / delta, plotScale.timeAt(centroid.position.x - canvas.x))
    }

    WheelHandler {
        // Plain turning scrolls the page; with Ctrl, or once zoomed, it zooms here.
        acceptedModifiers: root.activeFocus || plotScale.isZoomed ? Qt.KeyboardModifierMask : Qt.ControlModifier
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        onWheel: event => plotScale.zoom(event.angleDelta.y > 0 ? 0.8 : 1.25, plotScale.timeAt(event.x - canvas.x))
    }

    TapHandler {
        onTapped: eventPoint => {
            root.forceActiveFocus(Qt.MouseFocusReason);
            root.point(eventPoint.position.x - canvas.x);
        }
    }
}
