// The past of an entity over a day, a week or a month.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    required property color color

    spacing: Tokens.spaceS

    Item {
        width: parent.width
        height: Tokens.sizeTarget

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("History")
            isStrong: true
            font.pixelSize: Tokens.fontName
            Accessible.role: Accessible.Heading
        }

        OptionStrip {
            anchors.right: parent.right
            width: Math.min(264, parent.width - 90)
            label: qsTr("Range")
            current: Detail.range
            options: [
                {
                    value: "day",
                    label: qsTr("24 h")
                },
                {
                    value: "week",
                    label: qsTr("Week")
                },
                {
                    value: "month",
                    label: qsTr("Month")
                }
            ]
            onChosen: value => Detail.range = value
        }
    }

    Plot {
        width: parent.width
        opacity: Detail.isHistoryLoading ? 0.5 : 1
        kind: Detail.historyKind
        series: Detail.series
        bands: Detail.bands
        start: Detail.historyStart
        end: Detail.historyEnd
        minimum: Detail.historyMin
        maximum: Detail.historyMax
        ticks: Detail.ticks
        yTicks: Detail.yTicks
        color: root.color
        label: qsTr("History of %1").arg(Detail.name)
        emptyText: Detail.isHistoryLoading ? qsTr("Reading the history") : Detail.historyText
        readOut: t => Detail.readOut(t)
    }
}
