// What else the same device has.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    spacing: Tokens.spaceXs

    Label {
        width: parent.width
        text: Detail.deviceName !== "" ? qsTr("Also on %1").arg(Detail.deviceName) : qsTr("Related")
        isStrong: true
        font.pixelSize: Tokens.fontName
        bottomPadding: 4
        Accessible.role: Accessible.Heading
    }

    Repeater {
        model: Detail.related.length

        ListRow {
            required property int index
            readonly property var entity: Detail.related[index] ?? ({})

            width: root.width
            glyph: entity.icon ?? ""
            color: Theme.color(entity.tint ?? "")
            title: entity.name ?? ""
            isTitleStrong: false
            trailing: entity.stateLine ?? ""
            onClicked: Detail.open(entity.entityId)
        }
    }
}
