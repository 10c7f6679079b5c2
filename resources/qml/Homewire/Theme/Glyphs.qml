// Generated from resources/tokens.json by build/generate_theme.py; change the tokens instead.
pragma Singleton
import QtQuick

QtObject {
    readonly property string about: "\uDB80\uDEFD" // information-outline
    readonly property string add: "\uDB81\uDC15" // plus
    readonly property string alarm: "\uDB80\uDC29" // alert-octagon
    readonly property string area: "\uDB82\uDC21" // floor-plan
    readonly property string arrowDown: "\uDB80\uDC45" // arrow-down
    readonly property string arrowUp: "\uDB80\uDC5D" // arrow-up
    readonly property string attention: "\uDB81\uDDD6" // alert-circle-outline
    readonly property string back: "\uDB80\uDC4D" // arrow-left
    readonly property string backspace: "\uDB82\uDF5C" // backspace-outline
    readonly property string batteryLow: "\uDB84\uDCCD" // battery-alert-variant-outline
    readonly property string check: "\uDB80\uDD2C" // check
    readonly property string chevronDown: "\uDB80\uDD40" // chevron-down
    readonly property string chevronLeft: "\uDB80\uDD41" // chevron-left
    readonly property string chevronRight: "\uDB80\uDD42" // chevron-right
    readonly property string close: "\uDB80\uDD56" // close
    readonly property string compass: "\uDB80\uDF90" // navigation
    readonly property string copy: "\uDB80\uDD8F" // content-copy
    readonly property string demo: "\uDB82\uDC27" // home-heart
    readonly property string edit: "\uDB83\uDCB6" // pencil-outline
    readonly property string gateway: "\uDB80\uDF18" // lan-connect
    readonly property string hide: "\uDB81\uDED1" // eye-off-outline
    readonly property string history: "\uDB80\uDEDA" // history
    readonly property string home: "\uDB80\uDEDE" // home-variant
    readonly property string homeOutline: "\uDB82\uDFA7" // home-variant-outline
    readonly property string humidity: "\uDB81\uDD8E" // water-percent
    readonly property string keyboard: "\uDB82\uDD7B" // keyboard-outline
    readonly property string lock: "\uDB80\uDF3E" // lock
    readonly property string lockOpen: "\uDB83\uDFC7" // lock-open-variant-outline
    readonly property string menu: "\uDB80\uDF5C" // menu
    readonly property string minus: "\uDB80\uDF74" // minus
    readonly property string more: "\uDB80\uDDD8" // dots-horizontal
    readonly property string motion: "\uDB83\uDD91" // motion-sensor
    readonly property string next: "\uDB81\uDCAD" // skip-next
    readonly property string noPicture: "\uDB84\uDDD1" // image-off-outline
    readonly property string pause: "\uDB80\uDFE4" // pause
    readonly property string play: "\uDB81\uDC0A" // play
    readonly property string power: "\uDB81\uDC25" // power
    readonly property string previous: "\uDB81\uDCAE" // skip-previous
    readonly property string remove: "\uDB82\uDE7A" // trash-can-outline
    readonly property string retry: "\uDB81\uDC50" // refresh
    readonly property string search: "\uDB80\uDF49" // magnify
    readonly property string secret: "\uDB83\uDDD6" // key-outline
    readonly property string settings: "\uDB82\uDCBB" // cog-outline
    readonly property string show: "\uDB81\uDED0" // eye-outline
    readonly property string sidebar: "\uDB84\uDCAA" // dock-left
    readonly property string star: "\uDB81\uDCCE" // star
    readonly property string starOutline: "\uDB81\uDCD2" // star-outline
    readonly property string stop: "\uDB81\uDCDB" // stop
    readonly property string temperature: "\uDB81\uDD0F" // thermometer
    readonly property string theme: "\uDB81\uDD0E" // theme-light-dark
    readonly property string unavailable: "\uDB80\uDF19" // lan-disconnect
    readonly property string unknown: "\uDB81\uDE25" // help-circle-outline
    readonly property string update: "\uDB83\uDCE2" // arrow-up-circle-outline
    readonly property string user: "\uDB80\uDC13" // account-outline
}
