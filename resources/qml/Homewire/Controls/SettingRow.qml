// One setting: what it is, a line about it, and its control at the end, or below where it is narrow.
import QtQuick
import Homewire.Theme

Item {
    id: root

    property string title: ""
    property string line: ""
    property string glyph: ""
    property color color: Theme.neutral
    default property alias control: slot.data
    readonly property bool isNarrow: width < 460
    readonly property bool isStacked: isNarrow && slot.childrenRect.width > 140

    implicitHeight: Math.max(60, words.implicitHeight + 2 * Tokens.spaceM + (isStacked ? slot.height + Tokens.spaceS : 0))

    IconDisc {
        id: disc

        x: Tokens.spaceL
        y: (words.implicitHeight + 2 * Tokens.spaceM - height) / 2
        visible: root.glyph !== ""
        glyph: root.glyph
        color: root.color
    }

    Column {
        id: words

        anchors.left: disc.visible ? disc.right : parent.left
        anchors.leftMargin: disc.visible ? Tokens.spaceM : Tokens.spaceL
        anchors.right: root.isStacked || slot.children.length === 0 ? parent.right : slot.left
        anchors.rightMargin: Tokens.spaceL
        y: root.isStacked ? Tokens.spaceM : (root.height - implicitHeight) / 2
        spacing: 2

        Label {
            width: parent.width
            text: root.title
            wrapMode: Text.Wrap
            font.pixelSize: Tokens.fontName
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: root.line
            wrapMode: Text.Wrap
            isMuted: true
        }
    }

    Item {
        id: slot

        anchors.right: parent.right
        anchors.rightMargin: Tokens.spaceL
        width: childrenRect.width
        height: childrenRect.height
        y: root.isStacked ? root.height - height - Tokens.spaceM : (root.height - height) / 2
    }
}
