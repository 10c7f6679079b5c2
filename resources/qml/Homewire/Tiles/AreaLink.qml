// An area's name as a heading one can follow.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme
import Homewire.Controls

T.AbstractButton {
    id: control

    property string name: ""
    property string glyph: ""
    property int maximumWidth: 400

    implicitWidth: Math.min(maximumWidth, 24 + Tokens.spaceS + label.implicitWidth + 24)
    implicitHeight: Tokens.sizeTarget
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    Accessible.role: Accessible.Link
    Accessible.name: name

    background: Item {
        FocusRing {
            isShown: control.visualFocus
        }
    }

    contentItem: Item {
        Icon {
            id: mark

            anchors.verticalCenter: parent.verticalCenter
            glyph: control.glyph
            color: Theme.textMuted
        }

        Label {
            id: label

            anchors.left: mark.right
            anchors.leftMargin: Tokens.spaceS
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, control.width - 24 - Tokens.spaceS - 24)
            text: control.name
            font.pixelSize: Tokens.fontSection
            // A name is set smaller before it is cut.
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Tokens.fontTile
            isStrong: true
            isDecoration: true
        }

        Icon {
            anchors.left: label.right
            anchors.verticalCenter: parent.verticalCenter
            glyph: Glyphs.chevronRight
            size: 22
            color: control.hovered || control.visualFocus ? Theme.accent : Theme.textMuted
        }
    }
}
