// The list of areas on a phone.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    title: qsTr("Areas")

    spacing: Tokens.spaceS

    Repeater {
        model: Areas

        Item {
            id: cell

            required property string areaId
            required property string name
            required property string icon
            required property string summary
            required property int onCount

            width: root.column.width
            height: row.implicitHeight

            ListRow {
                id: row

                width: parent.width
                glyph: cell.icon
                color: cell.onCount > 0 ? Theme.color("light") : Theme.neutral
                title: cell.name
                line: cell.summary
                isFollowed: true
                onClicked: App.openArea(cell.areaId)
            }
        }
    }
}
