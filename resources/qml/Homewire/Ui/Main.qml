// The window: navigation beside, above or below the page, the detail, and what cannot wait.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Talk

T.ApplicationWindow {
    id: root

    readonly property bool isPhone: App.widthClass === "phone"
    readonly property bool isWide: App.widthClass === "wide"
    readonly property bool hasPane: isWide && Detail.isOpen

    function search() {
        topBar.focusSearch();
    }

    // Escape closes the nearest thing that is open.
    function leave() {
        if (App.searchText !== "")
            App.searchText = "";
        else if (Detail.isOpen)
            Detail.close();
        else if (host.canGoBack)
            host.goBack();
        else
            App.back();
    }

    width: 1280
    height: 800
    minimumWidth: 340
    minimumHeight: 480
    visible: true
    title: App.homeName !== "" ? qsTr("%1 – Homewire").arg(App.homeName) : qsTr("Homewire")
    color: Theme.background
    onWidthChanged: App.reportWidth(width)
    Component.onCompleted: {
        width = App.windowWidth;
        height = App.windowHeight;
        App.reportWidth(width);
    }

    Binding {
        target: Theme
        property: "scheme"
        value: App.resolvedTheme
    }
    Binding {
        target: Theme
        property: "isReducedMotion"
        value: App.reducedMotion
    }
    Binding {
        target: Theme
        property: "isCompact"
        value: App.compact
    }
    Binding {
        target: Theme
        property: "isSoftwareRendered"
        value: App.isSoftwareRendered
    }
    Binding {
        target: Theme
        property: "fontFamily"
        value: App.platformFont
    }
    Binding {
        target: Theme
        property: "iconFontSource"
        value: App.iconFontUrl
    }

    Shortcuts {
        onSearchAsked: root.search()
        onLeaveAsked: root.leave()
        onHelpAsked: shortcutSheet.active = true
    }

    Sidebar {
        id: sidebar

        visible: !root.isPhone
        isRail: !root.isWide
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        width: !visible ? 0 : isRail ? Tokens.sizeRail : Tokens.sizeSidebar
    }

    FocusScope {
        id: main

        anchors.top: parent.top
        anchors.bottom: talkBar.top
        anchors.left: sidebar.right
        anchors.right: pane.left
        focus: true

        // Typing a letter anywhere begins a search.
        Keys.onPressed: event => {
            const isWord = event.text.length === 1 && event.text.trim() !== "" && !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier));
            if (!isWord || event.text === "/")
                return;
            topBar.beginSearch(event.text);
            event.accepted = true;
        }

        TopBar {
            id: topBar

            anchors.top: parent.top
            anchors.left: parent.left
            anchors.right: parent.right
            isPhone: root.isPhone
            title: host.title
            glyph: host.glyph
            canGoBack: host.canGoBack
            hasSearch: !host.hasOwnSearch
            columnX: host.columnX
            onBackAsked: host.goBack()
        }

        Banner {
            id: notice

            readonly property bool isToJoin: App.connectionRemedy === "join" && Joining.isAvailable

            anchors.top: topBar.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.leftMargin: root.isPhone ? Tokens.spaceL : Tokens.spaceXl
            anchors.rightMargin: anchors.leftMargin
            height: visible ? implicitHeight : 0
            visible: App.connectionText !== "" && !(App.isLoading && App.connection === "connecting")
            text: App.connectionText
            isBusy: App.connection === "connecting"
            actionText: isToJoin ? qsTr("Join again") : App.connectionRemedy === "" ? "" : qsTr("Try now")
            onActed: {
                if (isToJoin)
                    App.navigate("join");
                else
                    App.reconnect();
            }
        }

        PageHost {
            id: host

            anchors.top: notice.visible ? notice.bottom : topBar.bottom
            anchors.topMargin: notice.visible ? Tokens.spaceS : 0
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
        }
    }

    DetailPane {
        id: pane

        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        isOpen: root.hasPane
    }

    // On wide windows the bar stands below the page, on a phone a strip above the places.
    Loader {
        id: talkBar

        anchors.left: sidebar.right
        anchors.right: pane.left
        anchors.bottom: bottomBar.top
        height: active ? implicitHeight : 0
        active: Talk.isAvailable
        sourceComponent: root.isPhone ? talkStrip : wideTalkBar
    }

    Component {
        id: talkStrip

        TalkStrip {}
    }

    Component {
        id: wideTalkBar

        TalkBar {}
    }

    BottomBar {
        id: bottomBar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: root.isPhone
        height: visible ? implicitHeight : 0
    }

    ToastStack {
        anchors.right: pane.left
        anchors.bottom: talkBar.top
        anchors.margins: Tokens.spaceL
        width: Math.min(440, root.width - 2 * Tokens.spaceL)
    }

    CallStack {
        anchors.top: parent.top
        anchors.topMargin: Tokens.spaceL
        anchors.horizontalCenter: main.horizontalCenter
        width: Math.min(480, root.width - 2 * Tokens.spaceL)
    }

    DetailSheet {
        isWanted: Detail.isOpen && !root.isWide
    }

    Loader {
        id: shortcutSheet

        active: false
        sourceComponent: ShortcutSheet {
            onClosed: shortcutSheet.active = false
            Component.onCompleted: open()
        }
    }

    Connections {
        target: App

        function onAnnounced(text, isUrgent) {
            main.Accessible.announce(text, isUrgent ? Accessible.Assertive : Accessible.Polite);
        }
    }
}
