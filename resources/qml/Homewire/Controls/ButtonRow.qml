// Up to five equal buttons for what a device can be told: open, stop, close.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
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
                    isNarrow: cell.width < 128
                    enabled: root.isEnabled && cell.button.isEnabled !== false
                    onHeld: root.chosen(cell.button.action)
                }
            }

            Component {
                id: pressCell

                T.AbstractButton {
                    id: press

                    readonly property bool isActive: cell.button.isActive === true
                    readonly property color ink: !enabled ? Theme.textDisabled : isActive ? cell.tint : Theme.text

                    enabled: root.isEnabled && cell.button.isEnabled !== false
                    text: cell.button.label ?? ""
                    focusPolicy: Qt.StrongFocus
                    onClicked: root.chosen(cell.button.action)
                    Keys.onReturnPressed: click()
                    Keys.onEnterPressed: click()

                    Accessible.role: Accessible.Button
                    Accessible.name: text
                    Accessible.checkable: isActive
                    Accessible.checked: isActive

                    background: Item {
                        Rectangle {
                            anchors.centerIn: parent
                            width: parent.width
                            height: 36
                            radius: 10
                            color: press.isActive ? Theme.tint(cell.tint) : press.hovered || press.down ? Theme.tint(Theme.neutral) : Theme.surfaceSunken
                            border.width: Theme.isHighContrast || press.isActive ? 1 : 0
                            border.color: press.isActive ? cell.tint : Theme.controlEdge

                            FocusRing {
                                isShown: press.visualFocus
                            }
                        }
                    }

                    contentItem: Item {
                        Icon {
                            anchors.centerIn: parent
                            visible: (cell.button.icon ?? "") !== ""
                            glyph: cell.button.icon ?? ""
                            size: 20
                            color: press.ink
                        }

                        Label {
                            anchors.centerIn: parent
                            width: Math.min(implicitWidth, parent.width - 12)
                            visible: (cell.button.icon ?? "") === ""
                            text: press.text
                            isDecoration: true
                            isStrong: true
                            color: press.ink
                        }
                    }

                    Loader {
                        active: press.hovered && (cell.button.icon ?? "") !== ""
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
