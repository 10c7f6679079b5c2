// Favourite colours, one tap each.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Theme

Flow {
    id: root

    // List of "#rrggbb".
    property var colors: []
    property string current: ""

    signal chosen(string value)

    spacing: Tokens.spaceXs

    Repeater {
        model: root.colors.length

        T.AbstractButton {
            id: swatch

            required property int index
            readonly property string value: root.colors[index] ?? "#ffffff"
            readonly property bool isCurrent: value.toLowerCase() === root.current.toLowerCase()

            width: Tokens.sizeTarget
            height: Tokens.sizeTarget
            focusPolicy: Qt.StrongFocus
            onClicked: root.chosen(value)
            Keys.onReturnPressed: click()

            Accessible.role: Accessible.Button
            Accessible.name: qsTr("Colour %1").arg(value)
            Accessible.checkable: true
            Accessible.checked: isCurrent

            contentItem: Item {
                Rectangle {
                    anchors.centerIn: parent
                    width: 32
                    height: 32
                    radius: 16
                    color: swatch.value
                    border.width: 1
                    border.color: Theme.controlEdge

                    Icon {
                        anchors.centerIn: parent
                        visible: swatch.isCurrent
                        glyph: Glyphs.check
                        size: 20
                        color: "#171B1F"
                    }

                    FocusRing {
                        isShown: swatch.visualFocus
                        radius: 20
                    }
                }
            }
        }
    }
}
