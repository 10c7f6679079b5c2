// Who belongs to this home, what each may do, and with which devices they come.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Page {
    id: root

    title: qsTr("People")
    maximumWidth: Tokens.sizeFormWidth + 160
    spacing: Tokens.spaceM

    Flow {
        id: intro

        readonly property bool isStacked: width < 520

        width: parent.width
        spacing: Tokens.spaceL

        Label {
            width: intro.width - (addButton.visible && !intro.isStacked ? addButton.width + intro.spacing : 0)
            text: People.canManage ? qsTr("Everybody has a role. A guest sees only what you allow, and only as long as you allow it.") : qsTr("Who belongs to this home. Owners can change it.")
            wrapMode: Text.Wrap
            isMuted: true
        }

        Button {
            id: addButton

            visible: People.canManage
            kind: "primary"
            glyph: Glyphs.add
            text: qsTr("Add a phone")
            onClicked: App.navigate("addPhone")
        }
    }

    Banner {
        width: parent.width
        visible: text !== ""
        glyph: Glyphs.attention
        text: People.errorText
        actionText: qsTr("Dismiss")
        onActed: People.clearError()
    }

    Repeater {
        model: People

        PersonCard {
            id: card

            width: root.column.width
            onChangeAsked: what => dialogs.ask(card, what)
            onSignOutAsked: (tokenId, name) => dialogs.askSignOut(tokenId, name)
        }
    }

    Button {
        visible: People.count > 0
        kind: "quiet"
        glyph: Glyphs.history
        text: People.canManage ? qsTr("Who did what") : qsTr("What I did")
        onClicked: {
            Audit.show("", "");
            App.navigate("audit");
        }
    }

    Button {
        visible: People.count > 0
        kind: "quiet"
        text: qsTr("Sign out all my other devices")
        onClicked: dialogs.askSignOutOthers()
    }

    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: People.count === 0
        topPadding: 48
        glyph: Glyphs.everyone
        title: People.isAvailable ? qsTr("Nobody is known here yet") : qsTr("This hub knows no people")
        text: People.isAvailable ? qsTr("Add a phone, and whoever holds it becomes a person of this home.") : App.connectionText
    }

    PersonDialogs {
        id: dialogs
    }
}
