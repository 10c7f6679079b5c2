// A sensor's value large, its unit small, and its age where it is not of now.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Row {
    id: root

    required property string valueText
    required property string unitText
    required property string ageText
    required property bool isWarning
    required property real maximumWidth

    spacing: 3

    Label {
        id: value

        width: Math.min(implicitWidth, root.maximumWidth - unit.width - 3)
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
        width: Math.max(0, Math.min(implicitWidth, root.maximumWidth - value.width - unit.width - 6))
        text: qsTr("· %1").arg(root.ageText)
        font.pixelSize: Tokens.fontCaption
        color: root.isWarning ? Theme.attention : Theme.textMuted
        isDecoration: true
    }
}
