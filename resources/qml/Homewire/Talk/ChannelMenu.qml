// The channels as a menu above the bar.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

T.Popup {
    id: control

    y: -height - Tokens.spaceS
    width: 320
    height: Math.min(list.contentHeight + 2 * Tokens.spaceS, 420)
    margins: Tokens.spaceS
    padding: Tokens.spaceS
    focus: true

    background: MenuGround {}

    contentItem: ListView {
        id: list

        clip: true
        focus: true
        model: Talk.channels
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        highlightMoveDuration: 0
        T.ScrollBar.vertical: ScrollBar {}

        Accessible.role: Accessible.PopupMenu
        Accessible.name: qsTr("Talk to")

        delegate: ChannelRow {
            width: list.width
            isCompact: true
            focus: ListView.isCurrentItem
            isChosen: isCurrent
            onClicked: {
                Talk.channelId = channelId;
                control.close();
            }
        }
    }
}
