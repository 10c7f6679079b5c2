// The words of a tile: name, and below it the state line or a large value with its unit.
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
    // A failure is told in a sentence, which names the device itself.
    required property bool hasFailed

    readonly property bool isNarrow: width < 100
    // What a large value leaves of its line.
    readonly property real freeWidth: valueText === "" ? width : width - valueRow.width - 8

    Accessible.ignored: true

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 1

        Label {
            width: parent.width
            visible: root.hasFailed
            text: root.line
            font.pixelSize: Tokens.fontCaption
            color: Theme.attention
            wrapMode: Text.Wrap
            maximumLineCount: root.height > 60 ? 4 : 3
            lineHeight: 1.1
            isDecoration: true
        }

        Label {
            width: parent.width
            visible: !root.hasFailed
            text: root.name
            font.pixelSize: root.isNarrow || root.valueText !== "" ? Tokens.fontBody : Tokens.fontTile
            isStrong: root.valueText === ""
            isMuted: root.valueText !== ""
            isDecoration: true
        }

        Label {
            width: parent.width
            visible: root.valueText === "" && !root.hasFailed
            text: root.line
            font.pixelSize: root.isNarrow ? 13 : Tokens.fontBody
            color: root.isWarning ? Theme.attention : root.isMuted ? Theme.textMuted : Theme.text
            isDecoration: true
        }

        Row {
            id: valueRow

            visible: root.valueText !== ""
            spacing: 3

            Label {
                id: value

                width: Math.min(implicitWidth, root.width - unit.width - 3)
                text: root.valueText
                font.pixelSize: Tokens.fontSection
                isStrong: true
                isMuted: root.ageText !== "" && !root.isWarning
                isDecoration: true
            }

            Label {
                id: unit

                anchors.baseline: value.baseline
                text: root.unitText
                isMuted: true
                isDecoration: true
            }

            Label {
                visible: root.ageText !== ""
                anchors.baseline: value.baseline
                width: Math.max(0, Math.min(implicitWidth, root.width - value.width - unit.width - 6))
                text: qsTr("· %1").arg(root.ageText)
                font.pixelSize: Tokens.fontCaption
                color: root.isWarning ? Theme.attention : Theme.textMuted
                isDecoration: true
            }
        }
    }
}
