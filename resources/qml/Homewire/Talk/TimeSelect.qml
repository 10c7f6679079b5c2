// A time of day in steps of half an hour.
import QtQuick
import Homewire.Controls

Select {
    id: root

    // Minutes since midnight.
    property int minute: 0
    readonly property int step: 30

    signal picked(int minute)

    function timeText(minute: int): string {
        return new Date(2000, 0, 1, Math.floor(minute / 60), minute % 60).toLocaleTimeString(Qt.locale(), Locale.ShortFormat);
    }

    width: 112
    isFramed: true
    current: String(minute)
    // A time between the steps, set elsewhere, is kept as it is.
    options: {
        const minutes = [];
        for (let at = 0; at < 24 * 60; at += step)
            minutes.push(at);
        if (!minutes.includes(minute))
            minutes.push(minute);
        return minutes.sort((first, second) => first - second).map(at => ({
                    value: String(at),
                    label: timeText(at)
                }));
    }
    onChosen: value => picked(Number(value))
}
