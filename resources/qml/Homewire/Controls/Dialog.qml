// A question in the middle of the window, for what cannot be taken back.
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

T.Popup {
    id: control

    property string title: ""
    property string text: ""
    property string confirmText: ""
    property bool isDangerous: false
    default property alias extra: extraColumn.data

    signal confirmed

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: parent ? Math.min(420, parent.width - 2 * Tokens.spaceL) : 420
    height: column.implicitHeight + 2 * Tokens.spaceXl
    padding: Tokens.spaceXl
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }

    background: Rectangle {
        radius: Tokens.radiusSheet
        color: Theme.surface
        border.width: Theme.isDark || Theme.isHighContrast ? 1 : 0
        border.color: Theme.outline
    }

    contentItem: FocusScope {
        Accessible.role: Accessible.AlertMessage
        Accessible.name: control.title

        Column {
            id: column

            width: parent.width
            spacing: Tokens.spaceL

            Label {
                width: parent.width
                text: control.title
                wrapMode: Text.Wrap
                font.pixelSize: Tokens.fontSection
                isStrong: true
            }

            Label {
                width: parent.width
                visible: text !== ""
                text: control.text
                wrapMode: Text.Wrap
                isMuted: true
            }

            Column {
                id: extraColumn

                width: parent.width
                visible: children.length > 0
            }

            Row {
                anchors.right: parent.right
                spacing: Tokens.spaceM
                visible: control.confirmText !== ""

                Button {
                    text: qsTr("Cancel")
                    focus: true
                    onClicked: control.close()
                }

                Button {
                    kind: control.isDangerous ? "danger" : "primary"
                    text: control.confirmText
                    onClicked: {
                        control.confirmed();
                        control.close();
                    }
                }
            }
        }
    }
}
