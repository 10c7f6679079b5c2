// Generated from resources/tokens.json by build/generate_theme.py; change the tokens instead.
import QtQuick

QtObject {
    required property color background
    required property color surface
    required property color surfaceSunken
    required property color surfaceHover
    required property color outline
    required property color controlEdge
    required property color text
    required property color textMuted
    required property color textDisabled
    required property color accent
    required property color accentText
    required property color light
    required property color heat
    required property color cool
    required property color good
    required property color attention
    required property color alarm
    required property color neutral
    required property color scrim
    required property color shadow
    required property real tint
}
