// Favourite colours, one tap each.
pragma ComponentBehavior: Bound
import QtQuick
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

        ChoiceButton {
            id: swatch

            required property int index
            readonly property string value: root.colors[index] ?? "#ffffff"

            width: Tokens.sizeTarget
            height: Tokens.sizeTarget
            text: qsTr("Colour %1").arg(value)
            isCurrent: value.toLowerCase() === root.current.toLowerCase()
            onClicked: root.chosen(value)

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
