// What the house answered to what was said to it.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    property alias text: words.text

    implicitHeight: Math.max(mark.height, words.implicitHeight) + Tokens.spaceS

    Icon {
        id: mark

        y: Tokens.spaceXs
        glyph: Glyphs.home
        size: 20
        color: Theme.good
    }

    Label {
        id: words

        anchors.left: mark.right
        anchors.leftMargin: Tokens.spaceS
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        wrapMode: Text.Wrap
        isStrong: true
        isDecoration: true
    }
}
