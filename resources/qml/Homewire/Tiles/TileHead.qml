// The words of a tile: name, and below it the state line or a large value with its unit. Where the name
// is too long for its line it takes two, and where the state is, that does. A failure is told in a
// sentence instead, which names the device itself.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    required property string name
    required property string line
    required property string valueText
    required property string unitText
    required property string ageText
    required property bool isWarning
    required property bool isMuted
    required property bool hasFailed

    readonly property bool isNarrow: width < 100
    readonly property bool hasValue: valueText !== "" && !hasFailed
    // A letter is about 0.66 of its size wide; measuring each name would cost an object a tile.
    readonly property real letters: 0.66 * name.length
    readonly property bool isLong: letters * Tokens.fontBody > width
    readonly property bool isTwoLines: letters * Tokens.fontCaption > width
    // What a large value leaves of its line.
    readonly property real freeWidth: hasValue ? width - value.width - 8 : width

    Accessible.ignored: true

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: root.isLong ? 0 : 1

        Label {
            width: parent.width
            visible: !root.hasFailed
            text: root.name
            font.pixelSize: root.isLong ? Tokens.fontCaption : root.isNarrow || root.hasValue ? Tokens.fontBody : Tokens.fontTile
            fontSizeMode: root.isTwoLines ? Text.FixedSize : Text.HorizontalFit
            minimumPixelSize: Tokens.fontCaption
            wrapMode: root.isTwoLines ? Text.Wrap : Text.NoWrap
            maximumLineCount: root.hasValue && root.ageText !== "" ? 1 : 2
            lineHeight: 0.95
            isStrong: !root.hasValue
            isMuted: root.hasValue
            isDecoration: true
        }

        Label {
            width: parent.width
            visible: !root.hasValue
            text: root.line
            font.pixelSize: root.hasFailed || root.isLong ? Tokens.fontCaption : root.isNarrow ? 13 : Tokens.fontBody
            color: root.isWarning ? Theme.attention : root.isMuted ? Theme.textMuted : Theme.text
            wrapMode: Text.Wrap
            maximumLineCount: !root.hasFailed ? 2 : root.height > 60 ? 4 : 3
            lineHeight: root.hasFailed ? 1.1 : 0.95
            isDecoration: true
        }

        Loader {
            id: value

            active: root.hasValue
            visible: active
            sourceComponent: LargeValue {
                valueText: root.valueText
                unitText: root.unitText
                ageText: root.ageText
                isWarning: root.isWarning
                maximumWidth: root.width
            }
        }
    }
}
