// Every control at once, for the eye and for the tests.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Homewire.Theme
import Homewire.Controls

Window {
    id: root

    width: 1000
    height: 1100
    visible: true
    color: Theme.background

    component Sample: Rectangle {
        default property alias content: inner.data

        width: 300
        height: inner.implicitHeight + 24
        radius: Tokens.radiusTile
        color: Theme.surface

        Column {
            id: inner

            x: 12
            y: 12
            width: parent.width - 24
            spacing: 8
        }
    }

    Flow {
        anchors.fill: parent
        anchors.margins: 24
        spacing: 12

        Sample {
            Toggle {
                objectName: "toggle"
                text: "Kitchen light"
                isOn: true
                color: Theme.color("light")
                onAsked: isOn => this.isOn = isOn
            }
            Toggle {
                objectName: "resting"
                text: "Off"
            }
            Slider {
                objectName: "slider"
                width: parent.width
                from: 0
                to: 100
                stepSize: 1
                reported: 40
                unit: "%"
                label: "Brightness"
                color: Theme.color("light")
            }
            Slider {
                width: parent.width
                from: 0
                to: 100
                reported: 70
                fill: "top"
                label: "Position"
            }
            Slider {
                width: parent.width
                from: 2000
                to: 6500
                reported: 3000
                label: "Warmth"
                gradient: Gradient {
                    orientation: Gradient.Horizontal
                    GradientStop {
                        position: 0
                        color: "#FFB46B"
                    }
                    GradientStop {
                        position: 1
                        color: "#D6E4FF"
                    }
                }
            }
            RangeSlider {
                objectName: "range"
                width: parent.width
                from: 7
                to: 30
                stepSize: 0.5
                reportedLow: 19
                reportedHigh: 24
                unit: "°"
                label: "Temperature"
            }
            Stepper {
                objectName: "stepper"
                width: parent.width
                from: 5
                to: 30
                stepSize: 0.5
                reported: 21.5
                unit: "°C"
                label: "Target"
            }
        }
        Sample {
            ButtonRow {
                width: parent.width
                buttons: [
                    {
                        action: "open",
                        icon: Glyphs.arrowUp,
                        label: "Open",
                        isEnabled: false
                    },
                    {
                        action: "stop",
                        icon: Glyphs.stop,
                        label: "Stop"
                    },
                    {
                        action: "close",
                        icon: Glyphs.arrowDown,
                        label: "Close",
                        isActive: true
                    }
                ]
            }
            OptionStrip {
                objectName: "strip"
                width: parent.width
                label: "Mode"
                current: "heat"
                options: [
                    {
                        value: "off",
                        label: "Off",
                        icon: ""
                    },
                    {
                        value: "heat",
                        label: "Heat",
                        icon: ""
                    },
                    {
                        value: "auto",
                        label: "Auto",
                        icon: ""
                    }
                ]
            }
            OptionStrip {
                width: parent.width
                label: "Effect"
                current: "b"
                options: ["a", "b", "c", "d", "e", "f"].map(value => ({
                            value: value,
                            label: "Effect " + value,
                            icon: ""
                        }))
            }
            HoldButton {
                objectName: "hold"
                width: parent.width
                text: "Hold to unlock"
                glyph: Glyphs.lock
                color: Theme.good
            }
            HoldButton {
                width: parent.width
                text: "Hold to unlock"
                glyph: Glyphs.lock
                color: Theme.good
                progress: 0.6
            }
            Row {
                spacing: 8
                Button {
                    objectName: "button"
                    kind: "primary"
                    text: "Connect"
                }
                Button {
                    text: "Cancel"
                }
                Button {
                    kind: "danger"
                    text: "Remove"
                }
            }
            Row {
                Button {
                    kind: "quiet"
                    text: "Try again"
                    glyph: Glyphs.retry
                }
                IconButton {
                    glyph: Glyphs.more
                    text: "More"
                }
            }
            Row {
                spacing: 8
                Chip {
                    text: "21.4°"
                    glyph: Glyphs.history
                }
                Chip {
                    isButton: true
                    text: "All off"
                    glyph: Glyphs.power
                }
            }
        }
        Sample {
            TextField {
                objectName: "field"
                width: parent.width
                label: "Address"
                isRequired: true
                placeholder: "ws://homeassistant.local:8123"
                hint: "As you open it in a browser"
            }
            TextField {
                width: parent.width
                objectName: "secret"
                label: "Token"
                isSecret: true
                isRequired: true
                text: "secret"
                error: "This token was refused."
            }
            SearchField {
                width: parent.width
            }
            Row {
                spacing: 12
                IconDisc {
                    glyph: Glyphs.home
                    color: Theme.color("light")
                }
                IconDisc {
                    glyph: Glyphs.lock
                    color: Theme.color("good")
                    isPending: true
                }
                IconDisc {
                    glyph: Glyphs.lock
                    color: Theme.color("cool")
                    badgeGlyph: Glyphs.batteryLow
                }
                IconDisc {
                    glyph: Glyphs.lock
                    isTinted: false
                }
            }
            Select {
                width: parent.width
                isFramed: true
                label: "Area"
                current: "b"
                options: [
                    {
                        value: "a",
                        label: "Kitchen"
                    },
                    {
                        value: "b",
                        label: "Living room"
                    }
                ]
            }
        }
        Sample {
            width: 460
            Plot {
                objectName: "plot"
                width: parent.width
                start: 1700000000
                end: 1700086400
                minimum: 18
                maximum: 24
                color: Theme.color("heat")
                yTicks: [18, 20, 22, 24].map(y => ({
                            y: y,
                            text: y + "°"
                        }))
                ticks: [0, 6, 12, 18].map(h => ({
                            t: 1700000000 + h * 3600,
                            text: h + ":00"
                        }))
                series: Array.from({
                    length: 96
                }, (_, i) => {
                    const y = i > 40 && i < 48 ? null : 21 + 2 * Math.sin(i / 12);
                    return {
                        t: 1700000000 + i * 900,
                        y: y,
                        min: y - 0.4,
                        max: y + 0.3
                    };
                })
                readOut: t => ({
                        time: "14:02",
                        text: "21.4 °C"
                    })
            }
            Plot {
                width: parent.width
                kind: "states"
                start: 0
                end: 86400
                ticks: [0, 6, 12, 18].map(h => ({
                            t: h * 3600,
                            text: h + ":00"
                        }))
                bands: [
                    {
                        start: 0,
                        end: 24000,
                        text: "Locked",
                        tint: "good"
                    },
                    {
                        start: 24000,
                        end: 26000,
                        text: "Unlocked",
                        tint: "attention"
                    },
                    {
                        start: 26000,
                        end: 60000,
                        text: "Locked",
                        tint: "good"
                    },
                    {
                        start: 60000,
                        end: 86400,
                        text: "Not connected",
                        tint: "textMuted"
                    }
                ]
            }
        }
        Sample {
            width: 460
            Row {
                spacing: 16
                ColorWheel {
                    objectName: "wheel"
                    width: 180
                    height: 180
                    reported: "#3366ff"
                }
                Column {
                    Swatches {
                        width: 200
                        colors: ["#ffb46b", "#ffffff", "#ff5a5a", "#5aff8b", "#5a8bff", "#c45aff"]
                        current: "#ff5a5a"
                    }
                    Slider {
                        orientation: Qt.Vertical
                        height: 140
                        from: 0
                        to: 100
                        reported: 70
                        fill: "top"
                        label: "Blind"
                    }
                }
            }
            Banner {
                width: parent.width
                text: "Home is not connected since 14:02. You see what was last known."
                actionText: "Try now"
            }
            Toast {
                width: parent.width
                text: "The kitchen light did not answer. It may be switched off at the wall."
                canRetry: true
                canCopy: true
            }
        }
    }
}
