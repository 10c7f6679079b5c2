// Generated from resources/tokens.json by build/generate_theme.py; change the tokens instead.
pragma Singleton
import QtQuick

QtObject {
    readonly property ColorScheme light: ColorScheme {
        background: "#F3F4F6"
        surface: "#FFFFFF"
        surfaceSunken: "#E8EAED"
        surfaceHover: "#F7F8FA"
        outline: "#D5D9DE"
        controlEdge: "#767F89"
        text: "#171B1F"
        textMuted: "#565F69"
        textDisabled: "#626B75"
        accent: "#1F5BEB"
        accentText: "#FFFFFF"
        light: "#B37300"
        heat: "#C4451C"
        cool: "#1A6FB5"
        good: "#1D7540"
        attention: "#9A5A00"
        alarm: "#C3272F"
        neutral: "#565F69"
        scrim: "#66101315"
        shadow: "#33101315"
        tint: 0.16
    }

    readonly property ColorScheme dark: ColorScheme {
        background: "#101315"
        surface: "#1A1F23"
        surfaceSunken: "#14181B"
        surfaceHover: "#20262B"
        outline: "#2C343A"
        controlEdge: "#74808B"
        text: "#E9ECEF"
        textMuted: "#9BA5AF"
        textDisabled: "#8A949E"
        accent: "#7FA8FF"
        accentText: "#0E1A33"
        light: "#FFC04D"
        heat: "#FF8B61"
        cool: "#6CB9FF"
        good: "#5FCF8B"
        attention: "#F2B24C"
        alarm: "#FF6F76"
        neutral: "#9BA5AF"
        scrim: "#99000000"
        shadow: "#99000000"
        tint: 0.24
    }

    readonly property ColorScheme contrastLight: ColorScheme {
        background: "#FFFFFF"
        surface: "#FFFFFF"
        surfaceSunken: "#F4F5F6"
        surfaceHover: "#F4F5F6"
        outline: "#4A525A"
        controlEdge: "#2E353B"
        text: "#000000"
        textMuted: "#30373D"
        textDisabled: "#42494F"
        accent: "#0A35A8"
        accentText: "#FFFFFF"
        light: "#5F3C00"
        heat: "#7E2408"
        cool: "#0B4274"
        good: "#0B4A25"
        attention: "#603700"
        alarm: "#85121A"
        neutral: "#30373D"
        scrim: "#B3000000"
        shadow: "#00000000"
        tint: 0.06
    }

    readonly property ColorScheme contrastDark: ColorScheme {
        background: "#000000"
        surface: "#000000"
        surfaceSunken: "#101315"
        surfaceHover: "#14181B"
        outline: "#8F9AA5"
        controlEdge: "#C3CAD1"
        text: "#FFFFFF"
        textMuted: "#D3D9DE"
        textDisabled: "#B9C1C9"
        accent: "#A9C5FF"
        accentText: "#00102E"
        light: "#FFD27A"
        heat: "#FFB59B"
        cool: "#A3D4FF"
        good: "#93E3B2"
        attention: "#FFCF85"
        alarm: "#FFB0B4"
        neutral: "#D3D9DE"
        scrim: "#CC000000"
        shadow: "#00000000"
        tint: 0.12
    }

    readonly property int spaceXs: 4
    readonly property int spaceS: 8
    readonly property int spaceM: 12
    readonly property int spaceL: 16
    readonly property int spaceXl: 24
    readonly property int spaceSection: 28
    readonly property int radiusTile: 16
    readonly property int radiusSheet: 20
    readonly property int radiusControl: 12
    readonly property int radiusSmall: 8
    readonly property int sizeTarget: 44
    readonly property int sizeDisc: 40
    readonly property int sizeIcon: 24
    readonly property int sizeIconSmall: 18
    readonly property int sizeTileRow: 56
    readonly property int sizeFeatureRow: 44
    readonly property int sizeSidebar: 232
    readonly property int sizeRail: 64
    readonly property int sizeBottomBar: 64
    readonly property int sizeTalk: 72
    readonly property int sizeTalkBar: 64
    readonly property int sizeSheetWidth: 440
    readonly property int sizeReadingWidth: 1360
    readonly property int sizeFormWidth: 640
    readonly property int sizeTileMinPhone: 156
    readonly property int sizeTileMinRail: 176
    readonly property int sizeTileMinWide: 184
    readonly property int breakpointPhone: 600
    readonly property int breakpointWide: 1000
    readonly property int fontCaption: 12
    readonly property int fontBody: 14
    readonly property int fontTile: 15
    readonly property int fontName: 16
    readonly property int fontSection: 20
    readonly property int fontPage: 28
    readonly property int fontHero: 40
    readonly property int weightRegular: 400
    readonly property int weightStrong: 600
    readonly property int durationPress: 120
    readonly property int durationSheet: 200
    readonly property int durationHold: 600
    readonly property int durationToast: 6000
}
