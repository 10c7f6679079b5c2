// The detail beside the page on wide windows; the page stays usable.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Pages

Item {
    id: root

    required property bool isOpen

    width: isOpen ? Tokens.sizeSheetWidth : 0
    clip: true

    Behavior on width {
        NumberAnimation {
            duration: Theme.sheetDuration
            easing.type: Easing.OutCubic
        }
    }

    Loader {
        active: root.isOpen || root.width > 0
        width: Tokens.sizeSheetWidth
        height: parent.height
        sourceComponent: FocusScope {
            Accessible.role: Accessible.Pane
            Accessible.name: Detail.name

            Rectangle {
                anchors.fill: parent
                anchors.margins: Tokens.spaceM
                anchors.leftMargin: 0
                radius: Tokens.radiusSheet
                color: Theme.surface
                border.width: Theme.isHighContrast ? 1 : 0
                border.color: Theme.outline
            }

            SheetHeader {
                id: header

                y: Tokens.spaceM
                width: parent.width - Tokens.spaceM
                title: Detail.name
                onClosed: Detail.close()
            }

            DetailView {
                anchors.top: header.bottom
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.rightMargin: Tokens.spaceM
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Tokens.spaceL
            }
        }
    }
}
