// Shows the page the app is on, or what a search found.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Controls
import Homewire.Gateways
import Homewire.Map
import Homewire.Pages
import Homewire.People
import Homewire.Talk

FocusScope {
    id: root

    readonly property string page: App.searchText !== "" ? "search" : App.page

    readonly property Page current: loader.item as Page
    readonly property string title: current?.title ?? ""
    readonly property string glyph: current?.glyph ?? ""
    readonly property bool canGoBack: current?.canGoBack ?? false
    readonly property bool hasOwnSearch: current?.hasOwnSearch ?? false
    readonly property int columnX: Math.max(current?.sidePadding ?? 0, Math.floor((width - (current?.maximumWidth ?? width)) / 2))

    function readConversation() {
        (loader.item as TalkPage)?.read();
    }

    function goBack() {
        current?.backAsked();
    }

    Connections {
        target: Talk

        // The same wish brings the page, before or after this.
        function onPageWanted() {
            Qt.callLater(root.readConversation);
        }
    }

    Loader {
        id: loader

        anchors.fill: parent
        focus: true
        sourceComponent: {
            switch (root.page) {
            case "search":
                return searchPage;
            case "area":
                return areaPage;
            case "areas":
                return areasPage;
            case "activity":
                return activityPage;
            case "gateways":
                return gatewaysPage;
            case "gateway":
                return gatewayPage;
            case "addGateway":
                return addGatewayPage;
            case "arrange":
                return arrangePage;
            case "settings":
                return settingsPage;
            case "people":
                return peoplePage;
            case "addPhone":
                return addPhonePage;
            case "audit":
                return auditPage;
            case "join":
                return joinPage;
            case "talk":
                return talkPage;
            case "map":
                return mapPage;
            case "more":
                return morePage;
            default:
                return homePage;
            }
        }
    }

    Component {
        id: homePage

        HomePage {}
    }
    Component {
        id: areaPage

        AreaPage {}
    }
    Component {
        id: areasPage

        AreasPage {}
    }
    Component {
        id: activityPage

        ActivityPage {}
    }
    Component {
        id: gatewaysPage

        GatewaysPage {}
    }
    Component {
        id: gatewayPage

        GatewayPage {}
    }
    Component {
        id: addGatewayPage

        AddGatewayPage {}
    }
    Component {
        id: arrangePage

        ArrangePage {}
    }
    Component {
        id: settingsPage

        SettingsPage {}
    }
    Component {
        id: peoplePage

        PeoplePage {}
    }
    Component {
        id: addPhonePage

        AddPhonePage {}
    }
    Component {
        id: auditPage

        AuditPage {}
    }
    Component {
        id: joinPage

        JoinPage {}
    }
    Component {
        id: talkPage

        TalkPage {}
    }
    Component {
        id: mapPage

        MapPage {}
    }
    Component {
        id: morePage

        MorePage {}
    }
    Component {
        id: searchPage

        SearchPage {}
    }
}
