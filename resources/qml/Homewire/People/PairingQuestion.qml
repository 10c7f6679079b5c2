// Somebody typed the code: only who sees the same three words there may come in.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    implicitHeight: column.implicitHeight + 2 * Tokens.spaceXl
    radius: Tokens.radiusTile
    color: Theme.surface
    border.width: 2
    border.color: Theme.attention
    Accessible.role: Accessible.AlertMessage
    Accessible.name: heading.text

    Column {
        id: column

        x: Tokens.spaceXl
        y: Tokens.spaceXl
        width: parent.width - 2 * x
        spacing: Tokens.spaceL

        Label {
            id: heading

            width: parent.width
            text: qsTr("“%1” wants to come in").arg(Pairing.device)
            wrapMode: Text.Wrap
            font.pixelSize: Tokens.fontSection
            isStrong: true
        }

        Label {
            width: parent.width
            text: qsTr("Does it show these three words?")
            wrapMode: Text.Wrap
            isMuted: true
        }

        Flow {
            width: parent.width
            spacing: Tokens.spaceM
            Accessible.role: Accessible.StaticText
            Accessible.name: Pairing.words.join(", ")

            Repeater {
                model: Pairing.words.length

                Rectangle {
                    id: word

                    required property int index

                    width: label.implicitWidth + 2 * Tokens.spaceL
                    height: 52
                    radius: Tokens.radiusControl
                    color: Theme.surfaceSunken
                    border.width: Theme.isHighContrast ? 1 : 0
                    border.color: Theme.controlEdge

                    Label {
                        id: label

                        anchors.centerIn: parent
                        text: Pairing.words[word.index] ?? ""
                        font.pixelSize: Tokens.fontSection
                        isStrong: true
                        isDecoration: true
                    }
                }
            }
        }

        Flow {
            width: parent.width
            spacing: Tokens.spaceM

            Button {
                kind: "primary"
                glyph: Glyphs.check
                text: qsTr("These words match")
                onClicked: Pairing.confirm(true)
            }

            Button {
                kind: "danger"
                text: qsTr("No")
                Accessible.name: qsTr("No, do not let it in")
                onClicked: Pairing.confirm(false)
            }
        }
    }
}
