// A place with a name: its circle, and what it is called below it.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    property string name: ""
    property string glyph: ""
    property real reach: 0
    property bool isHome: false
    property bool isDraft: false
    property bool isNamed: true

    readonly property color ink: isDraft ? Theme.accent : isHome ? Theme.good : Theme.neutral
    // A circle far larger than any screen is only a colour, and dear to draw.
    readonly property bool isDrawn: reach < 6000

    Accessible.ignored: true

    Rectangle {
        x: -root.reach
        y: -root.reach
        width: 2 * root.reach
        height: width
        radius: root.reach
        visible: root.isDrawn
        color: Qt.alpha(root.ink, root.isDraft ? 0.22 : 0.14)
        border.width: root.isDraft ? 2 : 1.5
        border.color: root.ink
    }

    Rectangle {
        anchors.centerIn: parent
        visible: root.isDraft || root.reach < 4
        width: 8
        height: 8
        radius: 4
        color: root.ink
    }

    Rectangle {
        x: -width / 2
        y: Math.max(root.reach, 6) + 4
        visible: root.isNamed && root.isDrawn && root.name !== ""
        width: words.width + 2 * Tokens.spaceS
        height: 22
        radius: 11
        color: Qt.alpha(Theme.surface, 0.86)

        Row {
            id: words

            anchors.centerIn: parent
            spacing: 4

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                glyph: root.glyph
                size: 14
                color: root.ink
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, 160)
                text: root.name
                font.pixelSize: Tokens.fontCaption
                isDecoration: true
            }
        }
    }
}
