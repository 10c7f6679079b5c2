// A line of a list: disc, words, a short text at the end; a link when it leads somewhere.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.AbstractButton {
    id: control

    property string glyph: ""
    property color color: Theme.neutral
    property string title: ""
    property bool isTitleStrong: true
    property string line: ""
    property string trailing: ""
    property bool isLink: true
    property bool isFollowed: false

    implicitHeight: Math.max(56, words.implicitHeight + 20)
    enabled: isLink
    focusPolicy: isLink ? Qt.StrongFocus : Qt.NoFocus
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    Accessible.role: isLink ? Accessible.Button : Accessible.ListItem
    Accessible.name: [title, line, trailing].filter(part => part !== "").join(", ")

    background: Rectangle {
        radius: Tokens.radiusControl
        color: control.hovered || control.down ? Theme.surfaceHover : Theme.surface

        FocusRing {
            isShown: control.visualFocus
        }
    }

    contentItem: Item {
        IconDisc {
            id: disc

            x: Tokens.spaceM
            anchors.verticalCenter: parent.verticalCenter
            size: 36
            glyph: control.glyph
            color: control.color
        }

        Column {
            id: words

            anchors.left: disc.right
            anchors.leftMargin: Tokens.spaceM
            anchors.right: end.left
            anchors.rightMargin: Tokens.spaceM
            anchors.verticalCenter: parent.verticalCenter

            Label {
                width: parent.width
                text: control.title
                isStrong: control.isTitleStrong
                font.pixelSize: control.isTitleStrong ? Tokens.fontName : Tokens.fontBody
                wrapMode: Text.Wrap
                maximumLineCount: 2
                isDecoration: true
            }

            Label {
                width: parent.width
                visible: text !== ""
                text: control.line
                wrapMode: Text.Wrap
                maximumLineCount: 3
                isMuted: true
                isDecoration: true
            }
        }

        Row {
            id: end

            anchors.right: parent.right
            anchors.rightMargin: Tokens.spaceM
            anchors.verticalCenter: parent.verticalCenter

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: control.trailing
                isMuted: true
                isDecoration: true
            }

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: control.isFollowed
                glyph: Glyphs.chevronRight
                size: 22
                color: Theme.textMuted
            }
        }
    }
}
