// The words of a tile: name, and below it the state line or a large value with its unit. A failure is
// told in a sentence instead, which names the device itself.
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
    // What a large value leaves of its line.
    readonly property real freeWidth: hasValue ? width - value.width - 8 : width

    Accessible.ignored: true

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 1

        Label {
            width: parent.width
            visible: !root.hasFailed
            text: root.name
            font.pixelSize: root.isNarrow || root.hasValue ? Tokens.fontBody : Tokens.fontTile
            // A name is set smaller before it is cut.
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Tokens.fontCaption
            isStrong: !root.hasValue
            isMuted: root.hasValue
            isDecoration: true
        }

        Label {
            width: parent.width
            visible: !root.hasValue
            text: root.line
            font.pixelSize: root.hasFailed ? Tokens.fontCaption : root.isNarrow ? 13 : Tokens.fontBody
            color: root.isWarning ? Theme.attention : root.isMuted ? Theme.textMuted : Theme.text
            wrapMode: root.hasFailed ? Text.Wrap : Text.NoWrap
            maximumLineCount: !root.hasFailed ? 1 : root.height > 60 ? 4 : 3
            lineHeight: root.hasFailed ? 1.1 : 1
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
