// Which areas a guest sees.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Flow {
    id: root

    // Area ids.
    property var areaIds: []

    signal chosen(var areaIds)

    function toggled(areaId: string): var {
        return areaIds.includes(areaId) ? areaIds.filter(each => each !== areaId) : [...areaIds, areaId];
    }

    spacing: Tokens.spaceS
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Areas")

    Repeater {
        model: People.areaChoices.length

        Button {
            required property int index
            readonly property var area: People.areaChoices[index] ?? ({})
            readonly property bool isChosen: root.areaIds.includes(area.areaId)

            kind: isChosen ? "primary" : "plain"
            glyph: isChosen ? Glyphs.check : ""
            text: area.name ?? ""
            Accessible.role: Accessible.CheckBox
            Accessible.checkable: true
            Accessible.checked: isChosen
            onClicked: root.chosen(root.toggled(area.areaId))
        }
    }
}
