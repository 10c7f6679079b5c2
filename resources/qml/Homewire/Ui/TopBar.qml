// The home's name and the search, above every page.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Item {
    id: root

    required property bool isPhone
    property bool isSearching: false
    readonly property bool isFieldShown: !isPhone || isSearching || App.searchText !== ""
    property string title: ""
    property string glyph: ""
    property bool canGoBack: false
    property bool hasSearch: true
    // Where the column of the page begins, so that the title stands over it.
    property int columnX: Tokens.spaceXl

    signal backAsked

    function focusSearch() {
        isSearching = true;
        field.forceActiveFocus(Qt.ShortcutFocusReason);
        field.selectAll();
    }

    function beginSearch(text: string) {
        isSearching = true;
        field.forceActiveFocus(Qt.ShortcutFocusReason);
        field.text = text;
        field.cursorPosition = text.length;
    }

    implicitHeight: 64

    IconButton {
        id: backButton

        anchors.left: parent.left
        anchors.leftMargin: Math.max(Tokens.spaceXs, root.columnX - Tokens.spaceM)
        anchors.verticalCenter: parent.verticalCenter
        visible: root.canGoBack && !(root.isPhone && root.isFieldShown)
        glyph: Glyphs.back
        text: qsTr("Back")
        onClicked: root.backAsked()
    }

    Icon {
        id: mark

        anchors.left: backButton.visible ? backButton.right : parent.left
        anchors.leftMargin: backButton.visible ? 0 : root.columnX
        anchors.verticalCenter: parent.verticalCenter
        visible: root.glyph !== "" && title.visible
        glyph: root.glyph
        size: 28
        color: Theme.textMuted
    }

    Label {
        id: title

        anchors.left: mark.visible ? mark.right : backButton.visible ? backButton.right : parent.left
        anchors.leftMargin: mark.visible ? Tokens.spaceM : backButton.visible ? 0 : root.columnX
        anchors.right: !root.isPhone ? field.left : searchButton.visible ? searchButton.left : parent.right
        anchors.rightMargin: Tokens.spaceM
        anchors.verticalCenter: parent.verticalCenter
        visible: !(root.isPhone && root.isFieldShown)
        text: root.title
        font.pixelSize: root.isPhone ? 24 : Tokens.fontPage
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Tokens.fontTile
        isStrong: true
        Accessible.role: Accessible.Heading
    }

    IconButton {
        id: searchButton

        anchors.right: parent.right
        anchors.rightMargin: Tokens.spaceS
        anchors.verticalCenter: parent.verticalCenter
        visible: root.isPhone && root.hasSearch && !root.isFieldShown
        glyph: Glyphs.search
        text: qsTr("Search")
        onClicked: root.focusSearch()
    }

    SearchField {
        id: field

        anchors.right: parent.right
        anchors.rightMargin: root.isPhone ? Tokens.spaceL : Tokens.spaceXl
        anchors.verticalCenter: parent.verticalCenter
        width: root.isPhone ? root.width - 2 * Tokens.spaceL : Math.min(320, root.width * 0.42)
        visible: root.isFieldShown
        onTextChanged: App.searchText = text
        onEscaped: {
            root.isSearching = false;
            nextItemInFocusChain(true).forceActiveFocus();
        }
        onActiveFocusChanged: if (!activeFocus && text === "") root.isSearching = false
        Keys.onDownPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)

        Connections {
            target: App

            function onSearchTextChanged() {
                if (field.text !== App.searchText)
                    field.text = App.searchText;
            }
        }
    }
}
