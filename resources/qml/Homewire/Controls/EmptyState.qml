// What an empty place says: why it is empty and what to do next.
import QtQuick
import Homewire.Theme

Column {
    id: root

    property string glyph: Glyphs.homeOutline
    property string title: ""
    property string text: ""
    default property alias actions: row.data

    width: Math.min(420, parent ? parent.width - 2 * Tokens.spaceS : 420)
    spacing: Tokens.spaceM

    IconDisc {
        anchors.horizontalCenter: parent.horizontalCenter
        size: 72
        glyph: root.glyph
        color: Theme.accent
    }

    Label {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        text: root.title
        wrapMode: Text.Wrap
        font.pixelSize: Tokens.fontSection
        isStrong: true
    }

    Label {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        visible: text !== ""
        text: root.text
        wrapMode: Text.Wrap
        isMuted: true
    }

    Flow {
        id: row

        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Tokens.spaceM
        topPadding: Tokens.spaceS
    }
}
