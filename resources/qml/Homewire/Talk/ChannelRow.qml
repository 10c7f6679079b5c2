// One channel of a list: what it is, who can hear there now, the last word and how many are new.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme
import Homewire.Controls

FocusScope {
    id: root

    required property string channelId
    required property string name
    required property string kind
    required property string icon
    required property bool canTalk
    required property int online
    required property string onlineText
    required property int unread
    required property bool isSpeaking
    required property string speakerName
    required property bool isCurrent
    required property string lastText
    required property string lastWhen
    property bool isChosen: false
    // In a menu the last word is left out.
    property bool isCompact: false

    readonly property string line: isSpeaking ? qsTr("%1 is talking").arg(speakerName) : !canTalk && kind !== "house" ? qsTr("Listen only · %1").arg(onlineText) : isCompact || lastText === "" ? onlineText : lastText

    signal clicked

    implicitHeight: isCompact ? 52 : 64

    T.AbstractButton {
        id: control

        anchors.fill: parent
        focus: true
        onClicked: root.clicked()
        focusPolicy: Qt.StrongFocus
        Keys.onReturnPressed: click()
        Keys.onEnterPressed: click()

        Accessible.role: root.isCompact ? Accessible.MenuItem : Accessible.ListItem
        Accessible.name: [root.name, root.line, root.onlineText === root.line ? "" : root.onlineText, root.unread > 0 ? qsTr("%n new", "", root.unread) : ""].filter(part => part !== "").join(", ")
        Accessible.selected: root.isChosen

        background: Rectangle {
            radius: Tokens.radiusControl
            color: root.isChosen ? Theme.tint(Theme.accent) : control.hovered || control.down ? Theme.surfaceHover : "transparent"
            border.width: root.isChosen && Theme.isHighContrast ? 2 : 0
            border.color: Theme.accent

            FocusRing {
                isShown: control.visualFocus
                gap: -2
            }
        }

        contentItem: Item {
            IconDisc {
                id: disc

                x: Tokens.spaceM
                anchors.verticalCenter: parent.verticalCenter
                size: root.isCompact ? 32 : 40
                glyph: root.isSpeaking ? Glyphs.onAir : root.icon
                color: root.isSpeaking ? Theme.alarm : root.online > 0 ? Theme.accent : Theme.neutral
            }

            // Somebody can hear there: said in words too.
            Rectangle {
                anchors.right: disc.right
                anchors.bottom: disc.bottom
                anchors.margins: -2
                visible: root.online > 0 && !root.isSpeaking
                width: 14
                height: 14
                radius: 7
                color: Theme.good
                border.width: 2
                border.color: Theme.surface
            }

            Column {
                anchors.left: disc.right
                anchors.leftMargin: Tokens.spaceM
                anchors.right: end.left
                anchors.rightMargin: Tokens.spaceS
                anchors.verticalCenter: parent.verticalCenter

                Label {
                    width: parent.width
                    text: root.name
                    font.pixelSize: root.isCompact ? Tokens.fontBody : Tokens.fontName
                    isStrong: true
                    isDecoration: true
                }

                Label {
                    width: parent.width
                    visible: text !== ""
                    text: root.line
                    font.pixelSize: root.isCompact ? Tokens.fontCaption : Tokens.fontBody
                    isMuted: !root.isSpeaking
                    color: root.isSpeaking ? Theme.alarm : Theme.textMuted
                    isDecoration: true
                }
            }

            Column {
                id: end

                anchors.right: parent.right
                anchors.rightMargin: Tokens.spaceM
                anchors.verticalCenter: parent.verticalCenter
                spacing: Tokens.spaceXs

                Label {
                    anchors.right: parent.right
                    visible: text !== "" && !root.isCompact
                    text: root.lastWhen
                    font.pixelSize: Tokens.fontCaption
                    isMuted: true
                    isDecoration: true
                }

                CountBadge {
                    anchors.right: parent.right
                    count: root.unread
                }
            }
        }
    }
}
