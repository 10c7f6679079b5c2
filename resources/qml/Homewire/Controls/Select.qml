// One of many, chosen from a menu.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.ComboBox {
    id: control

    // List of {value, label}.
    property var options: []
    property string current: ""
    property string currentLabel: ""
    property string label: ""
    property bool isFramed: false

    signal chosen(string value)

    implicitWidth: 200
    implicitHeight: Tokens.sizeTarget
    model: options.map(option => option.label)
    currentIndex: options.findIndex(option => option.value === current)
    displayText: currentIndex >= 0 ? currentText : currentLabel
    leftPadding: Tokens.spaceM
    rightPadding: 36
    focusPolicy: Qt.StrongFocus
    onActivated: index => chosen(options[index].value)
    // Choosing writes currentIndex; what is shown stays what the owner says.
    onCurrentChanged: currentIndex = Qt.binding(() => options.findIndex(option => option.value === current))
    Keys.onReturnPressed: popup.open()
    Keys.onEnterPressed: popup.open()

    Accessible.role: Accessible.ComboBox
    Accessible.name: label
    Accessible.description: displayText

    background: Rectangle {
        radius: Tokens.radiusControl
        color: control.isFramed ? Theme.surface : control.hovered ? Theme.tint(Theme.neutral) : "transparent"
        border.width: control.isFramed ? 1 : 0
        border.color: Theme.controlEdge

        FocusRing {
            isShown: control.visualFocus
        }
    }

    contentItem: Label {
        text: control.displayText
        isDecoration: true
        isStrong: !control.isFramed
        color: control.enabled ? Theme.text : Theme.textDisabled
    }

    indicator: Icon {
        x: control.width - width - Tokens.spaceS
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        glyph: Glyphs.chevronDown
        size: 20
        color: Theme.textMuted
    }

    delegate: MenuRow {
        required property int index
        required property string modelData

        width: ListView.view ? ListView.view.width : 200
        text: modelData
        isCurrent: control.currentIndex === index
        highlighted: control.highlightedIndex === index
    }

    popup: T.Popup {
        y: control.height + 4
        width: Math.max(control.width, 180)
        height: Math.min(contentItem.implicitHeight + 2 * Tokens.spaceS, 360)
        margins: Tokens.spaceS
        padding: Tokens.spaceS

        background: MenuGround {}

        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: control.popup.visible ? control.delegateModel : null
            currentIndex: control.highlightedIndex
            boundsBehavior: Flickable.StopAtBounds
            T.ScrollBar.vertical: ScrollBar {}
        }
    }
}
