// The coloured stretches of a history of states, each with its word where there is room.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme

Item {
    id: root

    required property PlotScale axes
    required property var bands

    Rectangle {
        width: parent.width
        height: parent.height
        radius: Tokens.radiusSmall
        color: Theme.surfaceSunken
    }

    Repeater {
        model: root.bands.length

        Rectangle {
            id: band

            required property int index
            readonly property var stretch: root.bands[index] ?? ({
                    start: 0,
                    end: 0,
                    text: "",
                    tint: ""
                })
            readonly property color ink: Theme.color(stretch.tint)
            readonly property bool isQuiet: stretch.tint === "" || stretch.tint === "textMuted" || stretch.tint === "neutral"

            x: root.axes.xOf(stretch.start)
            width: Math.max(2, root.axes.xOf(stretch.end) - x - 1)
            height: root.height
            radius: Math.min(width / 2, 6)
            color: isQuiet ? Theme.tint(Theme.neutral) : Qt.alpha(ink, Theme.isDark ? 0.45 : 0.34)

            Rectangle {
                width: parent.width
                height: 4
                anchors.bottom: parent.bottom
                visible: !band.isQuiet
                radius: Math.min(width / 2, 2)
                color: band.ink
            }

            Label {
                anchors.fill: parent
                anchors.leftMargin: 8
                anchors.rightMargin: 4
                visible: implicitWidth + 12 <= parent.width
                text: band.stretch.text
                font.pixelSize: Tokens.fontCaption
                isDecoration: true
            }
        }
    }
}
