// What an owner can change of a person.
import QtQuick
import Homewire.Theme
import Homewire.Controls

Menu {
    id: root

    property bool canChange: false
    property bool canRemove: false
    // Only a guest is kept to some areas.
    property bool isGuest: false

    // "device", "name", "role", "areas", "visit", "deeds" or "remove".
    signal asked(string what)

    function ask(what: string) {
        close();
        asked(what);
    }

    width: 220

    MenuRow {
        width: parent.width
        visible: root.canChange
        glyph: Glyphs.device
        text: qsTr("Add a device")
        onClicked: root.ask("device")
    }

    MenuRow {
        width: parent.width
        visible: root.canChange
        glyph: Glyphs.edit
        text: qsTr("Rename")
        onClicked: root.ask("name")
    }

    MenuRow {
        width: parent.width
        visible: root.canChange
        glyph: Glyphs.user
        text: qsTr("Change the role")
        onClicked: root.ask("role")
    }

    MenuRow {
        width: parent.width
        visible: root.canChange && root.isGuest
        glyph: Glyphs.area
        text: qsTr("Choose the areas")
        onClicked: root.ask("areas")
    }

    MenuRow {
        width: parent.width
        visible: root.canChange && root.isGuest
        glyph: Glyphs.clock
        text: qsTr("Choose the hours")
        onClicked: root.ask("visit")
    }

    MenuRow {
        width: parent.width
        glyph: Glyphs.history
        text: qsTr("What they did")
        onClicked: root.ask("deeds")
    }

    MenuRow {
        width: parent.width
        visible: root.canRemove
        isDangerous: true
        glyph: Glyphs.remove
        text: qsTr("Remove")
        onClicked: root.ask("remove")
    }
}
