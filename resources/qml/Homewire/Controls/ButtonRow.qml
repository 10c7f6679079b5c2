// Up to five equal buttons for what a device can be told: open, stop, close.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Theme

Row {
    id: root

    // List of {action, icon, label, isActive, isEnabled, isHold, tint}.
    property var buttons: []
    property color color: Theme.accent
    property bool isEnabled: true
    readonly property real cellWidth: (width - spacing * (buttons.length - 1)) / Math.max(1, buttons.length)

    signal chosen(string action)

    spacing: 6
    height: Tokens.sizeFeatureRow

    Repeater {
        model: root.buttons.length

        Item {
            id: cell

            required property int index
            readonly property var button: root.buttons[index] ?? ({})
            readonly property color tint: cell.button.tint ? Theme.color(cell.button.tint) : root.color

            readonly property bool hasIcon: (button.icon ?? "") !== ""
            readonly property bool isNarrow: width < 128

            width: root.cellWidth
            height: root.height

            Loader {
                anchors.fill: parent
                sourceComponent: cell.button.isHold ? holdCell : pressCell
            }

            Component {
                id: holdCell

                HoldButton {
                    text: cell.button.label ?? ""
                    glyph: cell.button.icon ?? ""
                    color: cell.tint
                    isNarrow: cell.isNarrow
                    enabled: root.isEnabled && cell.button.isEnabled !== false
                    onHeld: root.chosen(cell.button.action)
                }
            }

            Component {
                id: pressCell

                ChoiceButton {
                    id: press

                    readonly property color ink: !enabled ? Theme.textDisabled : isCurrent ? cell.tint : Theme.text

                    enabled: root.isEnabled && cell.button.isEnabled !== false
                    text: cell.button.label ?? ""
                    isCurrent: cell.button.isActive === true
                    onClicked: root.chosen(cell.button.action)

                    Accessible.role: Accessible.Button

                    background: Item {
                        Rectangle {
                            anchors.centerIn: parent
                            width: parent.width
                            height: 36
                            radius: 10
                            color: press.isCurrent ? Theme.tint(cell.tint) : press.hovered || press.down ? Theme.tint(Theme.neutral) : Theme.surfaceSunken
                            border.width: Theme.isHighContrast || press.isCurrent ? 1 : 0
                            border.color: press.isCurrent ? cell.tint : Theme.controlEdge

                            FocusRing {
                                isShown: press.visualFocus
                            }
                        }
                    }

                    contentItem: Item {
                        Row {
                            anchors.centerIn: parent
                            spacing: Tokens.spaceS

                            Icon {
                                anchors.verticalCenter: parent.verticalCenter
                                visible: cell.hasIcon
                                glyph: cell.button.icon ?? ""
                                size: 20
                                color: press.ink
                            }

                            Label {
                                anchors.verticalCenter: parent.verticalCenter
                                width: Math.min(implicitWidth, cell.width - (cell.hasIcon ? 40 : 12))
                                visible: !cell.hasIcon || !cell.isNarrow
                                text: press.text
                                isDecoration: true
                                isStrong: true
                                color: press.ink
                            }
                        }
                    }

                    Loader {
                        active: press.hovered && cell.hasIcon && cell.isNarrow
                        sourceComponent: Hint {
                            parent: press
                            text: press.text
                        }
                    }
                }
            }
        }
    }
}
