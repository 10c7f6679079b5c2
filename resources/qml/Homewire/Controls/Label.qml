// Plain text in one of the sizes of the type scale. Never interprets markup: names come from devices.
import QtQuick
import Homewire.Theme

Text {
    id: root

    property bool isMuted: false
    property bool isStrong: false
    // True where a parent already reads this text to a screen reader.
    property bool isDecoration: false

    textFormat: Text.PlainText
    color: isMuted ? Theme.textMuted : Theme.text
    font.family: Theme.family
    font.pixelSize: Tokens.fontBody
    font.weight: isStrong ? Tokens.weightStrong : Tokens.weightRegular
    font.features: { "tnum": 1 }
    elide: Text.ElideRight
    lineHeight: wrapMode === Text.NoWrap ? 1 : 1.2
    verticalAlignment: Text.AlignVCenter

    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: isDecoration || text === ""
}
