// Who did what in this home, newest first; the owner sees everybody's deeds, others their own.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    title: qsTr("Who did what")
    canGoBack: true
    maximumWidth: Tokens.sizeFormWidth + 120
    contentHeight: height
    onBackAsked: App.back()
    Component.onCompleted: Audit.refresh()

    Timer {
        interval: 30000
        running: root.visible
        repeat: true
        onTriggered: Audit.tick()
    }

    ListView {
        id: list

        parent: root
        anchors.fill: parent
        model: Audit
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        bottomMargin: Tokens.spaceXl
        // Rows made ahead are made bit by bit, and a page left meanwhile would complain of them.
        cacheBuffer: 0
        onAtYEndChanged: if (atYEnd && count > 0) Audit.more()
        T.ScrollBar.vertical: ScrollBar {}

        Accessible.role: Accessible.List
        Accessible.name: root.title

        header: Item {
            width: list.width
            height: choices.height + Tokens.spaceM

            Flow {
                id: choices

                readonly property real choiceWidth: Math.min(280, width >= 400 ? (width - spacing) / 2 : width)

                x: root.column.x
                y: Tokens.spaceS
                width: root.column.width
                spacing: Tokens.spaceS

                Select {
                    width: choices.choiceWidth
                    visible: People.canManage
                    isFramed: true
                    label: qsTr("Who")
                    options: Audit.personChoices
                    current: Audit.personId
                    onChosen: value => Audit.show(value, Audit.kind)
                }

                Select {
                    width: choices.choiceWidth
                    isFramed: true
                    label: qsTr("What")
                    options: Audit.kindChoices
                    current: Audit.kind
                    onChosen: value => Audit.show(Audit.personId, value)
                }

                Banner {
                    width: choices.width
                    visible: Audit.problemText !== ""
                    glyph: Glyphs.attention
                    text: Audit.problemText
                    actionText: qsTr("Try again")
                    onActed: Audit.refresh()
                }
            }
        }

        section.property: "day"
        section.delegate: Item {
            id: day

            required property string section

            width: list.width
            height: 40

            Label {
                x: root.column.x
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Tokens.spaceS
                text: day.section
                isStrong: true
                isMuted: true
                Accessible.role: Accessible.Heading
            }
        }

        delegate: Item {
            id: cell

            required property string text
            required property string who
            required property string age
            required property string icon

            width: list.width
            height: row.height + 2

            ListRow {
                id: row

                x: root.column.x
                width: root.column.width
                isLink: false
                glyph: cell.icon
                title: cell.text
                isTitleStrong: false
                line: cell.who
                trailing: cell.age
            }
        }

        footer: Item {
            width: list.width
            height: further.visible ? further.height + 2 * Tokens.spaceM : 0

            Button {
                id: further

                x: root.column.x
                y: Tokens.spaceM
                visible: Audit.hasMore
                enabled: !Audit.isLoading
                text: qsTr("Show more")
                onClicked: Audit.more()
            }
        }

        EmptyState {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 100 + (list.headerItem?.height ?? 0)
            visible: list.count === 0 && Audit.problemText === ""
            glyph: Glyphs.history
            title: Audit.isLoading ? qsTr("Reading what was done") : qsTr("Nothing was done")
            text: Audit.isLoading ? "" : qsTr("What people control and change is kept here.")
        }
    }
}
