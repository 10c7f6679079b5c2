// The one place to look for a device by name, room or state.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.TextField {
    id: control

    property string label: qsTr("Search devices")

    signal escaped

    implicitWidth: 280
    implicitHeight: Tokens.sizeTarget
    leftPadding: 42
    rightPadding: text === "" ? Tokens.spaceM : 42
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentText
    font.family: Theme.family
    font.pixelSize: Tokens.fontBody
    verticalAlignment: TextInput.AlignVCenter
    selectByMouse: true
    Keys.onEscapePressed: {
        clear();
        escaped();
    }

    Accessible.role: Accessible.EditableText
    Accessible.name: label
    Accessible.searchEdit: true

    background: Rectangle {
        radius: Tokens.radiusControl
        color: Theme.surface
        border.width: control.activeFocus ? 2 : 1
        border.color: control.activeFocus ? Theme.accent : Theme.isHighContrast ? Theme.controlEdge : Theme.outline

        Icon {
            x: Tokens.spaceM
            anchors.verticalCenter: parent.verticalCenter
            glyph: Glyphs.search
            size: 20
            color: Theme.textMuted
        }

        Label {
            anchors.fill: parent
            anchors.leftMargin: control.leftPadding
            anchors.rightMargin: Tokens.spaceM
            visible: control.text === ""
            text: control.label
            isMuted: true
            isDecoration: true
        }
    }

    IconButton {
        anchors.right: parent.right
        visible: control.text !== ""
        glyph: Glyphs.close
        iconSize: 18
        text: qsTr("Clear search")
        onClicked: control.clear()
    }
}
