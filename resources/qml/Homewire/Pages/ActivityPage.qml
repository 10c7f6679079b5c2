// What the home wants people to read, and what happened in it, newest first, and who did it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Notices

Page {
    id: root

    title: qsTr("Activity")
    maximumWidth: Tokens.sizeFormWidth + 120
    contentHeight: height
    Component.onCompleted: Activity.refresh()

    ListView {
        id: list

        parent: root
        anchors.fill: parent
        model: Activity
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        bottomMargin: Tokens.spaceXl
        // Rows made ahead are made bit by bit, and a page left meanwhile would complain of them.
        cacheBuffer: 0
        T.ScrollBar.vertical: ScrollBar {}

        Accessible.role: Accessible.List
        Accessible.name: root.title

        header: Item {
            width: list.width
            height: notices.visible ? notices.implicitHeight + Tokens.spaceL : 0

            NoticeList {
                id: notices

                x: root.column.x
                y: Tokens.spaceS
                width: root.column.width
                model: Notices
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

            required property int index
            required property string when
            required property string text
            required property string who
            required property string entityId
            required property string icon
            required property string tint

            width: list.width
            height: row.height + 2

            ListRow {
                id: row

                x: root.column.x
                width: root.column.width
                glyph: cell.icon
                color: Theme.color(cell.tint)
                title: cell.text
                isTitleStrong: false
                line: cell.who
                trailing: cell.when
                isLink: cell.entityId !== ""
                onClicked: Detail.open(cell.entityId)
                onVisualFocusChanged: if (visualFocus) list.positionViewAtIndex(cell.index, ListView.Contain)
            }
        }

        EmptyState {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 100 + (list.headerItem?.height ?? 0)
            visible: list.count === 0
            glyph: Glyphs.history
            title: Activity.isLoading ? qsTr("Reading what happened") : qsTr("Nothing has happened yet")
            text: Activity.isLoading ? "" : Activity.emptyText
        }
    }
}
