// Name, area, icon and visibility of an entity, and where it comes from.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    property bool isOpen: false
    readonly property var areaOptions: [
        {
            value: "",
            label: qsTr("No area")
        },
        ...Detail.areaOptions.map(area => ({
                    value: area.areaId,
                    label: area.name
                }))]

    spacing: Tokens.spaceL

    Button {
        width: parent.width
        glyph: root.isOpen ? Glyphs.chevronDown : Glyphs.settings
        text: root.isOpen ? qsTr("Hide settings") : qsTr("Settings and origin")
        Accessible.checkable: true
        Accessible.checked: root.isOpen
        onClicked: root.isOpen = !root.isOpen
    }

    Column {
        width: parent.width
        visible: root.isOpen
        spacing: Tokens.spaceL

        TextField {
            id: nameField

            width: parent.width
            visible: App.canConfigure
            label: qsTr("Name")
            isRequired: true
            hint: qsTr("Leave it empty to take the device's own name again.")
            onAccepted: Tiles.rename(Detail.entityId, text)

            Connections {
                target: Detail

                function onEntityIdChanged() {
                    nameField.text = Detail.name;
                }
            }
            Component.onCompleted: text = Detail.name
        }

        Row {
            visible: App.canConfigure
            spacing: Tokens.spaceM

            Button {
                text: qsTr("Save name")
                enabled: nameField.text !== Detail.name
                onClicked: Tiles.rename(Detail.entityId, nameField.text)
            }
        }

        Column {
            width: parent.width
            visible: App.canConfigure
            spacing: 6

            Label {
                text: qsTr("Area")
                isStrong: true
                isDecoration: true
            }

            Select {
                width: parent.width
                isFramed: true
                label: qsTr("Area")
                options: root.areaOptions
                current: Detail.areaId
                onChosen: value => Tiles.moveToArea(Detail.entityId, value)
            }
        }

        TextField {
            id: iconField

            width: parent.width
            visible: App.canConfigure
            label: qsTr("Icon")
            placeholder: "lightbulb"
            hint: qsTr("A Material Design icon by its name; empty takes the usual one.")
            error: text !== "" && App.glyph(text.replace("mdi:", "")) === "" ? qsTr("There is no icon of this name.") : ""
            onAccepted: if (error === "") Tiles.setIcon(Detail.entityId, text.replace("mdi:", ""))

            Icon {
                anchors.right: parent.right
                anchors.rightMargin: Tokens.spaceM
                y: 34
                glyph: App.glyph(iconField.text.replace("mdi:", ""))
            }
        }

        Button {
            visible: App.canConfigure
            glyph: Glyphs.hide
            text: qsTr("Hide this tile")
            onClicked: {
                const hidden = Detail.entityId;
                Detail.close();
                Tiles.setHidden(hidden, true);
            }
        }

        DetailOrigin {
            width: parent.width
        }
    }
}
