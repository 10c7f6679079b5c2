// Everything a control asks about looks: the palette of the moment, sizes, type and motion.
// The application sets the first group once; nobody else does.
pragma Singleton
import QtQuick

QtObject {
    id: root

    property string scheme: "light"
    property bool isReducedMotion: false
    property bool isCompact: false
    property bool isSoftwareRendered: false
    property string fontFamily: ""
    property url iconFontSource

    readonly property bool isDark: scheme === "dark" || scheme === "contrastDark"
    readonly property bool isHighContrast: scheme === "contrast" || scheme === "contrastDark"
    readonly property ColorScheme palette: {
        switch (scheme) {
        case "dark":
            return Tokens.dark;
        case "contrast":
            return Tokens.contrastLight;
        case "contrastDark":
            return Tokens.contrastDark;
        default:
            return Tokens.light;
        }
    }

    readonly property color background: palette.background
    readonly property color surface: palette.surface
    readonly property color surfaceSunken: palette.surfaceSunken
    readonly property color surfaceHover: palette.surfaceHover
    readonly property color outline: palette.outline
    readonly property color controlEdge: palette.controlEdge
    readonly property color text: palette.text
    readonly property color textMuted: palette.textMuted
    readonly property color textDisabled: palette.textDisabled
    readonly property color accent: palette.accent
    readonly property color accentText: palette.accentText
    readonly property color attention: palette.attention
    readonly property color alarm: palette.alarm
    readonly property color good: palette.good
    readonly property color neutral: palette.neutral
    readonly property color scrim: palette.scrim
    readonly property color shadow: palette.shadow

    readonly property int gap: isCompact ? Tokens.spaceS : Tokens.spaceM
    readonly property int pressDuration: isReducedMotion ? 0 : Tokens.durationPress
    readonly property int sheetDuration: isReducedMotion ? 0 : Tokens.durationSheet
    readonly property string family: fontFamily !== "" ? fontFamily : Application.font.family
    readonly property string iconFont: iconFontLoader.name

    readonly property FontLoader iconFontLoader: FontLoader {
        source: root.iconFontSource
    }

    // The colour a token name stands for; models speak in names so that they know no theme.
    function color(name: string): color {
        switch (name) {
        case "light":
            return palette.light;
        case "heat":
            return palette.heat;
        case "cool":
            return palette.cool;
        case "good":
            return palette.good;
        case "attention":
            return palette.attention;
        case "alarm":
            return palette.alarm;
        case "accent":
            return palette.accent;
        default:
            return palette.neutral;
        }
    }

    // A lamp's own colour, moved towards the text colour until an icon in it can be seen.
    function legible(own: color): color {
        let result = own;
        for (let step = 0; step < 16 && contrast(result, surface) < (isHighContrast ? 7 : 3.4); ++step)
            result = Qt.tint(result, Qt.alpha(text, 0.12));
        return result;
    }

    function tint(full: color): color {
        return Qt.alpha(full, palette.tint);
    }

    // The colour of a filled bar: brighter than the icon, because its grip carries the contrast.
    function fill(full: color): color {
        if (isHighContrast)
            return full;
        const vivid = Qt.hsva(Math.max(0, full.hsvHue), full.hsvSaturation, Math.min(1, full.hsvValue + (isDark ? 0 : 0.22)), 1);
        return Qt.alpha(vivid, 0.42);
    }

    // A degree sign stands at its number, every other unit a thin space away.
    function unitSuffix(unit: string): string {
        return unit === "" || unit === "°" ? unit : "\u202f" + unit;
    }

    function contrast(first: color, second: color): real {
        const lighter = Math.max(luminance(first), luminance(second));
        const darker = Math.min(luminance(first), luminance(second));
        return (lighter + 0.05) / (darker + 0.05);
    }

    function luminance(value: color): real {
        return 0.2126 * linear(value.r) + 0.7152 * linear(value.g) + 0.0722 * linear(value.b);
    }

    function linear(channel: real): real {
        return channel <= 0.03928 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
