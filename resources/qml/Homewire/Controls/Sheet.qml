// A page that comes over the others: from the side on wide windows, from below on narrow ones.
// Escape, the close button and a tap beside it close it.
import QtQuick
import QtQuick.Templates as T
import QtQuick.Effects
import Homewire.Theme

T.Popup {
    id: control

    property string title: ""
    property int sheetWidth: Tokens.sizeSheetWidth
    readonly property bool isNarrow: parent !== null && parent.width < Tokens.breakpointPhone
    default property alias content: body.data

    parent: T.Overlay.overlay
    x: parent ? (isNarrow ? 0 : parent.width - width - Tokens.spaceM) : 0
    y: parent ? (isNarrow ? parent.height - height : Tokens.spaceM) : 0
    width: parent ? (isNarrow ? parent.width : Math.min(sheetWidth, parent.width - 2 * Tokens.spaceM)) : sheetWidth
    height: parent ? (isNarrow ? parent.height - Tokens.spaceXl : parent.height - 2 * Tokens.spaceM) : 600
    padding: 0
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.sheetDuration
            easing.type: Easing.OutCubic
        }
    }
    exit: Transition {
        NumberAnimation {
            property: "opacity"
            to: 0
            duration: Theme.pressDuration
        }
    }

    background: Item {
        RectangularShadow {
            anchors.fill: card
            visible: !Theme.isSoftwareRendered
            radius: card.radius
            blur: 40
            offset.y: 8
            color: Theme.shadow
        }

        Rectangle {
            id: card

            anchors.fill: parent
            radius: Tokens.radiusSheet
            bottomLeftRadius: control.isNarrow ? 0 : radius
            bottomRightRadius: control.isNarrow ? 0 : radius
            color: Theme.surface
            border.width: Theme.isHighContrast || Theme.isDark ? 1 : 0
            border.color: Theme.outline
        }
    }

    contentItem: FocusScope {
        Accessible.role: Accessible.Dialog
        Accessible.name: control.title

        SheetHeader {
            id: header

            width: parent.width
            focus: true
            title: control.title
            onClosed: control.close()
        }

        Item {
            id: body

            anchors.top: header.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
        }
    }
}
