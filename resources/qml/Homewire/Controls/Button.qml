// A button with a verb on it. Kinds: "plain", "primary" (one per view), "quiet" (no ground), "danger".
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.Button {
    id: control

    property string kind: "plain"
    property string glyph: ""

    readonly property color ink: {
        if (!enabled)
            return Theme.textDisabled;
        switch (kind) {
        case "primary":
            return Theme.accentText;
        case "danger":
            return Theme.alarm;
        case "quiet":
            return Theme.accent;
        default:
            return Theme.text;
        }
    }

    implicitHeight: Tokens.sizeTarget
    implicitWidth: Math.ceil(label.implicitWidth) + (glyph === "" ? 0 : 20 + spacing) + leftPadding + rightPadding
    leftPadding: Tokens.spaceL
    rightPadding: Tokens.spaceL
    spacing: Tokens.spaceS
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Rectangle {
        radius: Tokens.radiusControl
        color: {
            if (control.kind === "primary")
                return control.enabled ? Theme.accent : Theme.surfaceSunken;
            if (control.kind === "quiet")
                return control.hovered || control.down ? Theme.tint(Theme.accent) : "transparent";
            return control.hovered || control.down ? Theme.surfaceHover : Theme.surface;
        }
        border.width: control.kind === "plain" || control.kind === "danger" ? 1 : 0
        border.color: control.kind === "danger" ? Theme.alarm : Theme.controlEdge
        opacity: control.down ? 0.85 : 1

        FocusRing {
            isShown: control.visualFocus
        }
    }

    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: control.spacing

            Icon {
                visible: control.glyph !== ""
                anchors.verticalCenter: parent.verticalCenter
                glyph: control.glyph
                size: 20
                color: control.ink
            }

            Label {
                id: label

                width: Math.min(Math.ceil(implicitWidth), control.availableWidth - (control.glyph === "" ? 0 : 20 + control.spacing))
                text: control.text
                isDecoration: true
                isStrong: true
                color: control.ink
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
}
