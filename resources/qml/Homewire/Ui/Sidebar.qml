// Where one can go: with words and summaries on wide windows, as a rail of icons on narrower ones.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

FocusScope {
    id: root

    required property bool isRail
    readonly property var entries: App.navigation
    // Pages without an entry of their own belong to one that has.
    readonly property string currentPage: App.searchText !== "" ? "" : ["gateway", "addGateway", "arrange"].includes(App.page) ? "gateways" : ["addPhone", "audit"].includes(App.page) ? "people" : App.page === "join" ? "settings" : App.page
    readonly property int lastArea: {
        for (let i = entries.length - 1; i >= 0; --i)
            if (entries[i].areaId !== "")
                return i;
        return -1;
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Navigation")

    Rectangle {
        anchors.right: parent.right
        width: 1
        height: parent.height
        color: Theme.outline
    }

    Flickable {
        anchors.fill: parent
        anchors.rightMargin: 1
        contentWidth: width
        contentHeight: column.implicitHeight + 2 * Tokens.spaceM
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        T.ScrollBar.vertical: ScrollBar {
            visible: !root.isRail && size < 1
        }

        Column {
            id: column

            x: root.isRail ? 6 : Tokens.spaceM
            y: Tokens.spaceM
            width: parent.width - 2 * x
            spacing: 2

            Item {
                width: parent.width
                height: 52
                visible: !root.isRail

                Label {
                    anchors.left: parent.left
                    anchors.leftMargin: Tokens.spaceM
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("Homewire")
                    font.pixelSize: Tokens.fontSection
                    isStrong: true
                }
            }

            Repeater {
                model: root.entries.length

                Column {
                    id: cell

                    required property int index
                    readonly property var entry: root.entries[index] ?? ({})

                    width: column.width
                    bottomPadding: index === root.lastArea || (index === 0 && root.lastArea > 0) ? Tokens.spaceM : 0

                    NavEntry {
                        width: parent.width
                        isRail: root.isRail
                        glyph: cell.entry.icon ?? ""
                        text: cell.entry.label ?? ""
                        summary: cell.entry.summary ?? ""
                        badge: cell.entry.badge ?? 0
                        enabled: cell.entry.isEnabled !== false
                        isCurrent: cell.entry.page === root.currentPage && (cell.entry.areaId === "" || cell.entry.areaId === App.areaId)
                        onClicked: {
                            App.searchText = "";
                            if (cell.entry.areaId !== "")
                                App.openArea(cell.entry.areaId);
                            else
                                App.navigate(cell.entry.page);
                        }
                    }
                }
            }
        }
    }
}
