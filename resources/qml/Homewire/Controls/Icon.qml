// One glyph of the icon font. Always decoration: the thing it stands in has a name.
import QtQuick
import Homewire.Theme

Text {
    id: root

    property string glyph: ""
    property int size: Tokens.sizeIcon

    text: glyph
    textFormat: Text.PlainText
    width: size
    height: size
    color: Theme.text
    font.family: Theme.iconFont
    font.pixelSize: size
    lineHeightMode: Text.FixedHeight
    lineHeight: size
    horizontalAlignment: Text.AlignHCenter
    verticalAlignment: Text.AlignVCenter
    renderType: Text.QtRendering

    Accessible.ignored: true
}
