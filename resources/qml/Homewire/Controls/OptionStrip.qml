// One of a few: shown as segments while they fit, as a menu when they do not.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.Control {
    id: control

    // List of {value, label, icon}.
    property var options: []
    property string current: ""
    property string currentLabel: ""
    property string label: ""
    property color color: Theme.accent
    property bool isEnabled: true
    property bool isIconOnly: false

    readonly property bool hasIcons: options.length > 0 && options.every(option => (option.icon ?? "") !== "")
    // What each segment needs: its icon, or its word at about eight pixels a letter.
    readonly property var needs: options.map(option => isIconOnly && hasIcons ? 40 : 8 * option.label.length + 24)
    readonly property real spare: width - needs.reduce((sum, need) => sum + need, 0)
    readonly property bool isMenu: options.length > 6 || spare < 0
    readonly property int currentIndex: options.findIndex(option => option.value === current)

    signal chosen(string value)

    function move(direction: int) {
        const next = Math.max(0, Math.min(options.length - 1, currentIndex + direction));
        if (options.length > 0 && next !== currentIndex)
            chosen(options[next].value);
    }

    implicitWidth: 160
    implicitHeight: Tokens.sizeFeatureRow
    enabled: isEnabled
    focusPolicy: Qt.StrongFocus
    Keys.onLeftPressed: move(-1)
    Keys.onRightPressed: move(1)

    Accessible.role: Accessible.RadioButton
    Accessible.name: label
    Accessible.description: currentLabel
    Accessible.ignored: isMenu

    background: Rectangle {
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        implicitHeight: 36
        radius: 10
        color: Theme.surfaceSunken
        border.width: Theme.isHighContrast ? 1 : 0
        border.color: Theme.controlEdge

        FocusRing {
            isShown: control.visualFocus
        }
    }

    contentItem: Loader {
        sourceComponent: control.isMenu ? menu : strip
    }

    Component {
        id: strip

        Row {
            Repeater {
                model: control.options.length

                ChoiceButton {
                    id: segment

                    required property int index
                    readonly property var option: control.options[index] ?? ({})
                    readonly property bool isIcon: control.hasIcons && control.isIconOnly

                    width: (control.needs[index] ?? 0) + control.spare / Math.max(1, control.options.length)
                    height: control.height
                    text: option.label ?? ""
                    isCurrent: index === control.currentIndex
                    focusPolicy: Qt.NoFocus
                    onClicked: control.chosen(option.value)

                    background: Item {
                        Rectangle {
                            anchors.centerIn: parent
                            width: parent.width - 4
                            height: 32
                            radius: Tokens.radiusSmall
                            color: segment.isCurrent ? Theme.surface : segment.hovered ? Theme.tint(Theme.neutral) : "transparent"
                            border.width: segment.isCurrent ? 1 : 0
                            border.color: segment.isCurrent ? control.color : "transparent"
                        }
                    }

                    contentItem: Item {
                        Icon {
                            visible: segment.isIcon
                            anchors.centerIn: parent
                            glyph: segment.option.icon ?? ""
                            size: 20
                            color: segment.isCurrent ? control.color : Theme.textMuted
                        }

                        Label {
                            visible: !segment.isIcon
                            anchors.centerIn: parent
                            width: Math.min(implicitWidth, parent.width - 8)
                            text: segment.text
                            isDecoration: true
                            isStrong: segment.isCurrent
                            color: segment.isCurrent ? Theme.text : Theme.textMuted
                        }
                    }
                }
            }
        }
    }

    Component {
        id: menu

        Select {
            label: control.label
            options: control.options
            current: control.current
            currentLabel: control.currentLabel
            onChosen: value => control.chosen(value)
        }
    }
}
