// All that can be talked to.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

ListView {
    id: root

    property string chosenId: ""

    signal chosen(string channelId)

    // Everyone and the house need no heading.
    function heading(kind: string): string {
        switch (kind) {
        case "room":
            return qsTr("Areas");
        case "group":
            return qsTr("Groups");
        case "gate":
            return qsTr("Doors");
        case "direct":
            return qsTr("People and devices");
        default:
            return "";
        }
    }

    clip: true
    model: Talk.channels
    // Rows made ahead are made bit by bit, and a page left meanwhile would complain of them.
    cacheBuffer: 0
    boundsBehavior: Flickable.StopAtBounds
    bottomMargin: Tokens.spaceL
    spacing: 2
    keyNavigationEnabled: false
    T.ScrollBar.vertical: ScrollBar {}

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Channels")

    section.property: "kind"
    section.delegate: Label {
        required property string section

        width: root.width
        height: text === "" ? 0 : 36
        leftPadding: Tokens.spaceM
        bottomPadding: Tokens.spaceXs
        verticalAlignment: Text.AlignBottom
        text: root.heading(section)
        isStrong: true
        isMuted: true
        Accessible.role: Accessible.Heading
    }

    delegate: ChannelRow {
        required property int index

        width: root.width - (root.contentHeight > root.height ? Tokens.spaceM : 0)
        isChosen: channelId === root.chosenId
        onClicked: root.chosen(channelId)
        onActiveFocusChanged: if (activeFocus) root.positionViewAtIndex(index, ListView.Contain)
        Keys.onDownPressed: root.itemAtIndex(index + 1)?.forceActiveFocus(Qt.TabFocusReason)
        Keys.onUpPressed: root.itemAtIndex(index - 1)?.forceActiveFocus(Qt.BacktabFocusReason)
    }
}
