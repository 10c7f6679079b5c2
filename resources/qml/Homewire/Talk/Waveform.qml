// The shape of a spoken message with the part that was played. A tap goes elsewhere in it.
// A canvas, for it is clipped like everything else where there is no graphics card; shapes are not.
import QtQuick
import Homewire.Theme

Canvas {
    id: root

    // 0..1 each, oldest first.
    property list<real> peaks
    property real played: 0
    property color color: Theme.accent
    property color rest: Theme.controlEdge
    property bool canSeek: true
    // While it is being spoken it grows from the left instead of filling the width.
    property bool isGrowing: false

    readonly property int step: 5
    readonly property int stroke: 3
    readonly property int room: Math.max(1, Math.floor(width / step))
    readonly property int count: isGrowing ? Math.min(room, peaks.length) : room
    readonly property int playedCount: Math.round(Math.max(0, Math.min(1, played)) * count)

    signal seekAsked(real fraction)

    // The loudest of the peaks that fall on one bar.
    function loudness(bar: int): real {
        if (peaks.length === 0)
            return 0;
        if (isGrowing)
            return peaks[peaks.length - count + bar];
        const from = Math.floor(bar * peaks.length / count);
        const to = Math.max(from + 1, Math.floor((bar + 1) * peaks.length / count));
        let most = 0;
        for (let index = from; index < to; ++index)
            most = Math.max(most, peaks[index]);
        return most;
    }

    function draw(pen, from: int, to: int, ink: color) {
        pen.strokeStyle = ink;
        pen.beginPath();
        for (let bar = from; bar < to; ++bar) {
            const x = bar * step + stroke / 2;
            const half = Math.max(0.5, loudness(bar) * (height - 2 * stroke) / 2);
            pen.moveTo(x, height / 2 - half);
            pen.lineTo(x, height / 2 + half);
        }
        pen.stroke();
    }

    implicitWidth: 160
    implicitHeight: 32
    Accessible.ignored: true
    onPeaksChanged: requestPaint()
    onPlayedCountChanged: requestPaint()
    onCountChanged: requestPaint()
    onColorChanged: requestPaint()
    onRestChanged: requestPaint()
    onPaint: {
        const pen = getContext("2d");
        pen.reset();
        pen.lineWidth = stroke;
        pen.lineCap = "round";
        draw(pen, playedCount, count, rest);
        draw(pen, 0, playedCount, color);
    }

    TapHandler {
        enabled: root.canSeek
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: eventPoint => root.seekAsked(Math.max(0, Math.min(1, eventPoint.position.x / (root.count * root.step))))
    }
}
