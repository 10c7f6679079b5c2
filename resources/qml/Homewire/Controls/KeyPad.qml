// Digits for an alarm code. The code is never shown and is forgotten as soon as it is sent.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

FocusScope {
    id: root

    property string code: ""
    property string label: qsTr("Code")
    property string confirmText: qsTr("Send")

    signal entered(string code)

    function add(digit: string) {
        if (code.length < 12)
            code += digit;
    }

    function removeLast() {
        code = code.slice(0, -1);
    }

    function send() {
        if (code === "")
            return;
        const sent = code;
        code = "";
        entered(sent);
    }

    implicitWidth: 232
    implicitHeight: column.implicitHeight
    focus: true
    Keys.onPressed: event => {
        if (event.text >= "0" && event.text <= "9" && event.text.length === 1)
            add(event.text);
        else if (event.key === Qt.Key_Backspace)
            removeLast();
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            send();
        else
            return;
        event.accepted = true;
    }

    Accessible.role: Accessible.Grouping
    Accessible.name: label

    Column {
        id: column

        width: parent.width
        spacing: Tokens.spaceM

        Rectangle {
            width: parent.width
            height: Tokens.sizeTarget
            radius: Tokens.radiusControl
            color: Theme.surfaceSunken
            border.width: 1
            border.color: Theme.controlEdge
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%n digit(s) entered", "", root.code.length)

            Label {
                anchors.centerIn: parent
                text: root.code === "" ? root.label : "\u2022".repeat(root.code.length)
                isMuted: root.code === ""
                isDecoration: true
                font.pixelSize: root.code === "" ? Tokens.fontBody : Tokens.fontSection
                font.letterSpacing: root.code === "" ? 0 : 4
            }
        }

        Grid {
            columns: 3
            spacing: Tokens.spaceS
            anchors.horizontalCenter: parent.horizontalCenter

            Repeater {
                model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "<"]

                Item {
                    id: key

                    required property string modelData

                    width: 72
                    height: 52

                    T.AbstractButton {
                        id: button

                        anchors.fill: parent
                        visible: key.modelData !== ""
                        text: key.modelData === "<" ? qsTr("Delete last digit") : key.modelData
                        focusPolicy: Qt.TabFocus
                        onClicked: key.modelData === "<" ? root.removeLast() : root.add(key.modelData)
                        Accessible.role: Accessible.Button
                        Accessible.name: text

                        background: Rectangle {
                            radius: Tokens.radiusControl
                            color: button.hovered || button.down ? Theme.tint(Theme.neutral) : Theme.surfaceSunken
                            border.width: Theme.isHighContrast ? 1 : 0
                            border.color: Theme.controlEdge

                            FocusRing {
                                isShown: button.visualFocus
                            }
                        }

                        contentItem: Item {
                            Label {
                                anchors.centerIn: parent
                                visible: key.modelData !== "<"
                                text: key.modelData
                                font.pixelSize: Tokens.fontSection
                                isDecoration: true
                            }

                            Icon {
                                anchors.centerIn: parent
                                visible: key.modelData === "<"
                                glyph: Glyphs.backspace
                                size: 22
                            }
                        }
                    }
                }
            }
        }

        Button {
            width: parent.width
            kind: "primary"
            text: root.confirmText
            enabled: root.code !== ""
            onClicked: root.send()
        }
    }
}
