// The name of an icon button, shown after the mouse has rested on it.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.ToolTip {
    id: control

    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? parent.height + 2 : 0
    delay: 600
    visible: true
    margins: Tokens.spaceS
    leftPadding: 10
    rightPadding: 10
    topPadding: 6
    bottomPadding: 6
    implicitWidth: contentWidth + leftPadding + rightPadding
    implicitHeight: contentHeight + topPadding + bottomPadding
    contentWidth: label.implicitWidth
    contentHeight: label.implicitHeight

    contentItem: Label {
        id: label

        text: control.text
        font.pixelSize: Tokens.fontCaption
        color: Theme.background
        isDecoration: true
    }

    background: Rectangle {
        radius: Tokens.radiusSmall
        color: Theme.text
    }
}
