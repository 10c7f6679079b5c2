// Somebody rings, or is being spoken with: take it, refuse it, or hang up.
import QtQuick
import QtQuick.Effects
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    // {call, kind, who, initials, place, text, sinceText, isRinging, opensMicrophone, entityId}
    required property var callEntry

    readonly property string callId: callEntry.call ?? ""
    readonly property bool isRinging: callEntry.isRinging ?? false
    readonly property string detail: [callEntry.sinceText ?? "", callEntry.opensMicrophone ? (isRinging ? qsTr("Your microphone opens when you answer") : qsTr("Your microphone is open")) : ""].filter(part => part !== "").join(" · ")
    readonly property color color: isRinging ? Theme.attention : Theme.good

    implicitHeight: column.implicitHeight + 2 * Tokens.spaceL
    Accessible.role: Accessible.AlertMessage
    Accessible.name: callEntry.text ?? ""

    RectangularShadow {
        anchors.fill: card
        visible: !Theme.isSoftwareRendered
        radius: card.radius
        blur: 32
        offset.y: 6
        color: Theme.shadow
    }

    Rectangle {
        id: card

        anchors.fill: parent
        radius: Tokens.radiusSheet
        color: Theme.surface
        border.width: 2
        border.color: root.color
    }

    Column {
        id: column

        x: Tokens.spaceL
        y: Tokens.spaceL
        width: parent.width - 2 * x
        spacing: Tokens.spaceM

        Row {
            width: parent.width
            spacing: Tokens.spaceM

            IconDisc {
                id: disc

                size: 48
                glyph: root.isRinging ? Glyphs.ring : Glyphs.onAir
                color: root.color
            }

            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - disc.width - Tokens.spaceM - (hangUp.visible ? hangUp.width + Tokens.spaceM : 0)

                Label {
                    width: parent.width
                    text: root.callEntry.text ?? ""
                    wrapMode: Text.Wrap
                    font.pixelSize: Tokens.fontName
                    isStrong: true
                    isDecoration: true
                }

                Label {
                    width: parent.width
                    visible: text !== ""
                    text: root.detail
                    wrapMode: Text.Wrap
                    isMuted: true
                }
            }

            Button {
                id: hangUp

                anchors.verticalCenter: parent.verticalCenter
                visible: !root.isRinging
                kind: "danger"
                glyph: Glyphs.hangUp
                text: qsTr("Hang up")
                onClicked: Talk.endCall(root.callId)
            }
        }

        Row {
            anchors.right: parent.right
            visible: root.isRinging
            spacing: Tokens.spaceM

            Button {
                kind: "danger"
                glyph: Glyphs.hangUp
                text: qsTr("Decline")
                onClicked: Talk.refuseCall(root.callId)
            }

            Button {
                kind: "primary"
                glyph: Glyphs.answer
                text: qsTr("Answer")
                onClicked: Talk.answerCall(root.callId)
            }
        }
    }
}
