// A sensor's value large, its unit small, and its age where it is not of now; below where it is narrow.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    required property string valueText
    required property string unitText
    required property string ageText
    required property bool isWarning
    required property real maximumWidth

    readonly property int gap: 3
    readonly property real figureWidth: value.width + gap + unit.width
    readonly property bool isBelow: ageText !== "" && figureWidth + 2 * gap + age.implicitWidth > maximumWidth

    implicitWidth: isBelow || ageText === "" ? figureWidth : Math.min(maximumWidth, figureWidth + 2 * gap + age.implicitWidth)
    implicitHeight: value.height + (isBelow ? age.height - gap : 0)

    Label {
        id: value

        width: Math.min(implicitWidth, root.maximumWidth - unit.implicitWidth - root.gap)
        text: root.valueText
        font.pixelSize: Tokens.fontSection
        isStrong: true
        isMuted: root.ageText !== "" && !root.isWarning
        isDecoration: true
    }

    Label {
        id: unit

        x: value.width + root.gap
        anchors.baseline: value.baseline
        text: root.unitText
        isMuted: true
        isDecoration: true
    }

    Label {
        id: age

        visible: root.ageText !== ""
        x: root.isBelow ? 0 : root.figureWidth + 2 * root.gap
        y: root.isBelow ? value.height - root.gap : value.y + value.baselineOffset - baselineOffset
        width: Math.min(implicitWidth, root.maximumWidth - x)
        text: root.ageText
        font.pixelSize: Tokens.fontCaption
        color: root.isWarning ? Theme.attention : Theme.textMuted
        isDecoration: true
    }
}
