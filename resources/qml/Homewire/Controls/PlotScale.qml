// Which part of a range is in view, and where its times and values fall on the drawing.
import QtQuick

QtObject {
    id: root

    property real start: 0
    property real end: 1
    property real minimum: 0
    property real maximum: 1
    property real width: 1
    property real height: 1

    property real viewStart: start
    property real viewEnd: end
    readonly property bool isZoomed: viewEnd - viewStart < (end - start) * 0.999
    // Nobody needs to look closer than ten minutes.
    readonly property int leastSpan: 600

    onStartChanged: showAll()
    onEndChanged: showAll()

    function showAll() {
        viewStart = start;
        viewEnd = end;
    }

    function xOf(t: real): real {
        return (t - viewStart) / Math.max(1, viewEnd - viewStart) * width;
    }

    function yOf(y: real): real {
        return height - (y - minimum) / Math.max(1e-9, maximum - minimum) * height;
    }

    function timeAt(x: real): real {
        return viewStart + x / Math.max(1, width) * (viewEnd - viewStart);
    }

    function clamp(t: real): real {
        return Math.max(viewStart, Math.min(viewEnd, t));
    }

    // Keeps the time ``centre`` where it is on the drawing.
    function zoom(factor: real, centre: real) {
        const span = Math.min(end - start, Math.max(leastSpan, (viewEnd - viewStart) * factor));
        const share = (centre - viewStart) / Math.max(1, viewEnd - viewStart);
        place(centre - share * span, span);
    }

    function pan(seconds: real) {
        place(viewStart + seconds, viewEnd - viewStart);
    }

    function place(from: real, span: real) {
        const first = Math.max(start, Math.min(end - span, from));
        viewStart = first;
        viewEnd = first + span;
    }

    // Round local times for the axis of the part in view, as {t, text}.
    function ticks(): var {
        const steps = [60, 300, 600, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 604800];
        const span = viewEnd - viewStart;
        const step = steps.find(candidate => span / candidate <= Math.max(2, width / 90)) ?? 604800;
        const offset = new Date(viewStart * 1000).getTimezoneOffset() * 60;
        const result = [];
        for (let t = Math.ceil((viewStart - offset) / step) * step + offset; t <= viewEnd; t += step) {
            const when = new Date(t * 1000);
            result.push({
                t: t,
                text: step >= 86400 ? when.toLocaleDateString(Qt.locale(), "d MMM") : when.toLocaleTimeString(Qt.locale(), Locale.ShortFormat)
            });
        }
        return result;
    }
}
