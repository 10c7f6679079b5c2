// A shape that is there only while some of it can be seen. Qt's software renderer draws one that lies
// wholly outside of what clips it as if nothing did: over the bars of the window.
import QtQuick
import QtQuick.Shapes
import Homewire.Theme

Shape {
    id: root

    // The nearest thing that scrolls and clips around it.
    property Flickable view: null
    property bool isInView: !Theme.isSoftwareRendered

    function findView(): Flickable {
        for (let each = root.parent; each; each = each.parent) {
            const found = each as Flickable;
            if (found?.clip)
                return found;
        }
        return null;
    }

    function look() {
        // Called later it may come to one that is being taken down: that is in no window any more.
        if (!root.Window.window || !Theme.isSoftwareRendered)
            return;
        if (!view)
            view = findView();
        if (!view) {
            isInView = true;
            return;
        }
        const at = mapToItem(view, 0, 0);
        isInView = at.y < view.height && at.y + height > 0 && at.x < view.width && at.x + width > 0;
    }

    visible: isInView
    preferredRendererType: Shape.CurveRenderer
    Accessible.ignored: true
    onWidthChanged: Qt.callLater(look)
    onHeightChanged: Qt.callLater(look)
    Window.onWindowChanged: Qt.callLater(look)
    Component.onCompleted: Qt.callLater(look)

    Connections {
        target: root.view

        function onContentYChanged() {
            root.look();
        }

        function onContentXChanged() {
            root.look();
        }

        function onContentHeightChanged() {
            Qt.callLater(root.look);
        }

        function onHeightChanged() {
            Qt.callLater(root.look);
        }

        function onWidthChanged() {
            Qt.callLater(root.look);
        }
    }
}
