// One line of text with its label above and, when something is wrong with it, the reason below.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

FocusScope {
    id: root

    property string label: ""
    property string hint: ""
    property string error: ""
    property bool isSecret: false
    property bool isRequired: false
    property alias text: field.text
    property alias placeholder: placeholderLabel.text
    property alias inputMethodHints: field.inputMethodHints
    property alias maximumLength: field.maximumLength
    property alias field: field
    property bool isRevealed: false

    signal accepted
    signal edited

    implicitWidth: 320
    implicitHeight: column.implicitHeight
    activeFocusOnTab: false

    Column {
        id: column

        width: parent.width
        spacing: 6

        Label {
            visible: root.label !== ""
            width: parent.width
            text: root.isRequired ? root.label : qsTr("%1 (optional)").arg(root.label)
            isStrong: true
            isDecoration: true
        }

        T.TextField {
            id: field

            width: parent.width
            height: Tokens.sizeTarget
            leftPadding: Tokens.spaceM
            rightPadding: root.isSecret ? Tokens.sizeTarget + 4 : Tokens.spaceM
            focus: true
            color: Theme.text
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentText
            font.family: Theme.family
            font.pixelSize: Tokens.fontName
            verticalAlignment: TextInput.AlignVCenter
            echoMode: root.isSecret && !root.isRevealed ? TextInput.Password : TextInput.Normal
            selectByMouse: true
            onAccepted: root.accepted()
            onTextEdited: root.edited()

            Accessible.role: Accessible.EditableText
            Accessible.name: root.label !== "" ? root.label : root.placeholder
            // Qt tells no name of a password field; the label comes first in its description.
            Accessible.description: [root.isSecret ? root.label : "", root.error !== "" ? root.error : root.hint].filter(part => part !== "").join(". ")

            background: Rectangle {
                radius: Tokens.radiusControl
                color: Theme.surface
                border.width: field.activeFocus || root.error !== "" ? 2 : 1
                border.color: root.error !== "" ? Theme.alarm : field.activeFocus ? Theme.accent : Theme.controlEdge
            }

            Label {
                id: placeholderLabel

                anchors.fill: parent
                anchors.leftMargin: Tokens.spaceM
                anchors.rightMargin: Tokens.spaceM
                visible: field.text === ""
                isMuted: true
                isDecoration: true
                font.pixelSize: Tokens.fontName
            }

            IconButton {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                visible: root.isSecret
                glyph: root.isRevealed ? Glyphs.hide : Glyphs.show
                text: root.isRevealed ? qsTr("Hide") : qsTr("Show")
                onClicked: root.isRevealed = !root.isRevealed
            }
        }

        Label {
            visible: text !== ""
            width: parent.width
            text: root.error !== "" ? root.error : root.hint
            wrapMode: Text.Wrap
            font.pixelSize: Tokens.fontCaption
            isMuted: root.error === ""
            color: root.error !== "" ? Theme.alarm : Theme.textMuted
            isDecoration: true
        }
    }
}
