// What somebody may do, as one of a few roles.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme

Column {
    id: root

    property string role: ""

    signal chosen(string role)

    spacing: Tokens.spaceS
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Role")

    Repeater {
        model: People.roleChoices.length

        ChoiceCard {
            required property int index
            readonly property var choice: People.roleChoices[index] ?? ({})

            width: root.width
            text: choice.label ?? ""
            line: choice.summary ?? ""
            isCurrent: choice.value === root.role
            onClicked: root.chosen(choice.value)
        }
    }
}
