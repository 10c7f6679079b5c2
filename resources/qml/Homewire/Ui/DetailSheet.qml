// The detail over the page, where there is no room beside it.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Controls
import Homewire.Pages

Sheet {
    id: root

    required property bool isWanted

    title: Detail.name
    onIsWantedChanged: isWanted ? open() : close()
    onClosed: if (isWanted) Detail.close()
    Component.onCompleted: if (isWanted) open()

    Loader {
        anchors.fill: parent
        active: root.visible
        sourceComponent: DetailView {}
    }
}
