// One place of the navigation.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme
import Homewire.Controls

T.AbstractButton {
    id: control

    property string glyph: ""
    property string summary: ""
    property bool isCurrent: false
    property bool isRail: false
    // How many are new there.
    property int badge: 0

    implicitHeight: isRail ? 52 : summary !== "" ? 52 : Tokens.sizeTarget
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    Keys.onDownPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    Keys.onUpPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)

    Accessible.role: Accessible.PageTab
    Accessible.name: summary !== "" ? qsTr("%1, %2").arg(text).arg(summary) : text
    Accessible.selected: isCurrent

    background: Rectangle {
        radius: Tokens.radiusControl
        color: control.isCurrent ? Theme.tint(Theme.accent) : control.hovered ? Theme.tint(Theme.neutral) : "transparent"
        border.width: control.isCurrent && Theme.isHighContrast ? 2 : 0
        border.color: Theme.accent

        FocusRing {
            isShown: control.visualFocus
            gap: -2
            radius: Tokens.radiusControl
        }
    }

    contentItem: Item {
        Icon {
            id: icon

            x: control.isRail ? (parent.width - width) / 2 : Tokens.spaceM
            anchors.verticalCenter: parent.verticalCenter
            glyph: control.glyph
            color: control.isCurrent ? Theme.accent : Theme.textMuted
        }

        CountBadge {
            id: count

            x: control.isRail ? parent.width / 2 + 2 : parent.width - width - Tokens.spaceS
            y: control.isRail ? 4 : (parent.height - height) / 2
            count: control.badge
            ground: control.isRail ? Theme.background : "transparent"
        }

        Column {
            visible: !control.isRail
            anchors.left: icon.right
            anchors.leftMargin: Tokens.spaceM
            anchors.right: parent.right
            anchors.rightMargin: count.visible ? count.width + Tokens.spaceM : Tokens.spaceS
            anchors.verticalCenter: parent.verticalCenter

            Label {
                width: parent.width
                text: control.text
                isStrong: control.isCurrent
                isDecoration: true
            }

            Label {
                width: parent.width
                visible: text !== ""
                text: control.summary
                font.pixelSize: Tokens.fontCaption
                isMuted: true
                isDecoration: true
            }
        }
    }

    Loader {
        active: control.isRail && control.hovered
        sourceComponent: Hint {
            parent: control
            text: control.text
            x: control.width + 4
            y: (control.height - height) / 2
        }
    }
}
