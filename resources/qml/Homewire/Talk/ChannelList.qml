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

    clip: true
    model: Talk.channels
    boundsBehavior: Flickable.StopAtBounds
    bottomMargin: Tokens.spaceL
    spacing: 2
    keyNavigationEnabled: false
    T.ScrollBar.vertical: ScrollBar {}

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Channels")

    delegate: ChannelRow {
        required property int index

        width: root.width
        isChosen: channelId === root.chosenId
        onClicked: root.chosen(channelId)
        onActiveFocusChanged: if (activeFocus) root.positionViewAtIndex(index, ListView.Contain)
        Keys.onDownPressed: root.itemAtIndex(index + 1)?.forceActiveFocus(Qt.TabFocusReason)
        Keys.onUpPressed: root.itemAtIndex(index - 1)?.forceActiveFocus(Qt.BacktabFocusReason)
    }
}
