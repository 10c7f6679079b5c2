// The navigation of a phone: four places within reach of a thumb, and the talk button between them.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Talk

Rectangle {
    id: root

    readonly property bool hasTalk: Talk.isAvailable
    readonly property real talkWidth: hasTalk ? Tokens.sizeTalk + Tokens.spaceL : 0
    readonly property real tabWidth: (width - talkWidth) / entries.length
    readonly property var entries: [
        {
            page: "home",
            label: qsTr("Home"),
            glyph: Glyphs.home,
            pages: ["home"]
        },
        {
            page: "areas",
            label: qsTr("Areas"),
            glyph: Glyphs.area,
            pages: ["areas", "area"]
        },
        {
            page: "activity",
            label: qsTr("Activity"),
            glyph: Glyphs.history,
            pages: ["activity"]
        },
        {
            page: "more",
            label: qsTr("More"),
            glyph: Glyphs.more,
            pages: ["more", "map", "gateways", "gateway", "addGateway", "arrange", "people", "addPhone", "audit", "join", "settings"]
        }
    ]

    implicitHeight: Tokens.sizeBottomBar
    color: Theme.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Navigation")

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.outline
    }

    Item {
        anchors.fill: parent

        Repeater {
            model: root.entries.length

            T.AbstractButton {
                id: tab

                required property int index
                readonly property var entry: root.entries[index]
                readonly property bool isCurrent: entry.pages.includes(App.page)

                x: index * root.tabWidth + (index >= root.entries.length / 2 ? root.talkWidth : 0)
                width: root.tabWidth
                height: root.height
                text: entry.label
                focusPolicy: Qt.StrongFocus
                onClicked: {
                    App.searchText = "";
                    App.navigate(entry.page);
                }
                Keys.onReturnPressed: click()

                Accessible.role: Accessible.PageTab
                Accessible.name: text
                Accessible.selected: isCurrent

                contentItem: Item {
                    Rectangle {
                        anchors.horizontalCenter: parent.horizontalCenter
                        y: 8
                        width: 56
                        height: 30
                        radius: 15
                        color: tab.isCurrent ? Theme.tint(Theme.accent) : "transparent"

                        Icon {
                            anchors.centerIn: parent
                            glyph: tab.entry.glyph
                            color: tab.isCurrent ? Theme.accent : Theme.textMuted
                        }

                        FocusRing {
                            isShown: tab.visualFocus
                            radius: 18
                        }
                    }

                    Label {
                        anchors.horizontalCenter: parent.horizontalCenter
                        y: 41
                        text: tab.text
                        font.pixelSize: Tokens.fontCaption
                        isStrong: tab.isCurrent
                        color: tab.isCurrent ? Theme.text : Theme.textMuted
                        isDecoration: true
                    }
                }
            }
        }
    }

    // After the tabs in the file, so that its edge lies above them; a screen reader meets it last.
    Loader {
        anchors.horizontalCenter: parent.horizontalCenter
        active: root.hasTalk
        sourceComponent: Item {
            width: disc.width

            TalkDisc {
                id: disc

                y: -36

                onTapped: {
                    App.searchText = "";
                    App.navigate("talk");
                }

                PullHint {
                    anchors.horizontalCenter: parent.horizontalCenter
                    anchors.bottom: parent.top
                    // Above the strip that says what happens.
                    anchors.bottomMargin: Tokens.spaceM + Tokens.sizeTarget
                    talkKey: disc
                }
            }

            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 41
                text: Talk.isOnAir ? qsTr("Live") : qsTr("Talk")
                font.pixelSize: Tokens.fontCaption
                isStrong: App.page === "talk" || Talk.isOnAir
                color: Talk.isOnAir ? Theme.alarm : App.page === "talk" ? Theme.text : Theme.textMuted
                isDecoration: true
            }
        }
    }
}
