// What happened in the home, newest first, and who did it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

ListView {
    id: root

    readonly property int sidePadding: width < Tokens.breakpointPhone ? Tokens.spaceL : Tokens.spaceXl
    readonly property int columnWidth: Math.min(Tokens.sizeFormWidth + 120, width - 2 * sidePadding)
    readonly property real columnX: (width - columnWidth) / 2

    model: Activity
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    topMargin: sidePadding
    bottomMargin: Tokens.spaceXl
    cacheBuffer: 800
    T.ScrollBar.vertical: ScrollBar {}
    Component.onCompleted: Activity.refresh()

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Activity")

    header: Item {
        width: root.width
        height: title.implicitHeight + Tokens.spaceM

        PageTitle {
            id: title

            x: root.columnX
            width: root.columnWidth
            text: qsTr("Activity")

            IconButton {
                glyph: Glyphs.retry
                text: qsTr("Read again")
                onClicked: Activity.refresh()
            }
        }
    }

    section.property: "day"
    section.delegate: Item {
        id: day

        required property string section

        width: root.width
        height: 44

        Label {
            x: root.columnX
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

        required property string when
        required property string text
        required property string who
        required property string entityId
        required property string icon
        required property string tint

        width: root.width
        height: row.height + 2

        ListRow {
            id: row

            x: root.columnX
            width: root.columnWidth
            glyph: cell.icon
            color: Theme.color(cell.tint)
            title: cell.text
            isTitleStrong: false
            line: cell.who
            trailing: cell.when
            isLink: cell.entityId !== ""
            onClicked: Detail.open(cell.entityId)
        }
    }

    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 140
        visible: root.count === 0
        glyph: Glyphs.history
        title: Activity.isLoading ? qsTr("Reading what happened") : qsTr("Nothing has happened yet")
        text: Activity.isLoading ? "" : Activity.emptyText
    }
}
