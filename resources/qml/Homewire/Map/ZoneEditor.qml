// A place with a name, made or changed: the map moves below its ring.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    required property real centerX
    required property real centerY

    property bool isOpen: false
    property bool isHome: false
    property string zoneId: ""
    property string zoneKey: ""
    property string icon: "mdi:map-marker"
    readonly property bool isPlaceWrong: !HomeMap.placeOf(placeField.text).isKnown
    readonly property bool canSave: !HomeMap.isSaving && !isPlaceWrong && (isHome || name.trim() !== "")
    readonly property string name: nameField.text
    readonly property real radiusM: slider.value
    readonly property bool isNew: zoneId === ""

    signal moved(real x, real y)

    // Begins with a zone's row, or with nothing for a new one; the first one is the home.
    function edit(zone: var) {
        isHome = zone?.isHome ?? !HomeMap.hasHome;
        zoneId = zone?.zoneId ?? (isHome ? "home" : "");
        zoneKey = zone?.key ?? "";
        icon = zone?.iconName ?? (isHome ? "mdi:home" : "mdi:map-marker");
        nameField.text = zone?.name ?? (isHome ? qsTr("Home") : "");
        slider.to = Math.max(1000, zone?.radiusM ?? 0);
        slider.reported = zone?.radiusM ?? 100;
        slider.sync();
        placeField.text = placeField.shownPlace;
        isOpen = true;
        if (isHome)
            slider.forceActiveFocus(Qt.TabFocusReason);
        else
            nameField.forceActiveFocus(Qt.TabFocusReason);
    }

    function close() {
        isOpen = false;
    }

    function save() {
        if (isNew)
            HomeMap.addZone(name, icon, centerX, centerY, radiusM);
        else
            HomeMap.changeZone(zoneId, name, icon, centerX, centerY, radiusM);
    }

    visible: isOpen
    spacing: Tokens.spaceL

    Connections {
        target: HomeMap

        function onZoneSaved() {
            root.close();
        }
    }

    Label {
        width: parent.width
        text: root.isHome ? qsTr("Where the home is") : root.isNew ? qsTr("A new place") : qsTr("Change this place")
        wrapMode: Text.Wrap
        font.pixelSize: Tokens.fontSection
        isStrong: true
        Accessible.role: Accessible.Heading
    }

    Label {
        width: parent.width
        text: qsTr("Move the map until the ring is where it belongs, or write its coordinates.")
        wrapMode: Text.Wrap
        isMuted: true
    }

    TextField {
        id: nameField

        objectName: "zoneName"
        width: parent.width
        visible: !root.isHome
        label: qsTr("Name")
        isRequired: true
        maximumLength: 60
        onAccepted: if (root.canSave) root.save()
    }

    OptionStrip {
        width: parent.width
        visible: !root.isHome
        label: qsTr("Icon")
        options: HomeMap.iconChoices
        current: root.icon
        isIconOnly: true
        onChosen: value => root.icon = value
    }

    Column {
        width: parent.width

        Item {
            width: parent.width
            height: 24

            Label {
                text: qsTr("Radius")
                isStrong: true
                isDecoration: true
            }

            Label {
                anchors.right: parent.right
                text: slider.shownText
                isMuted: true
                isDecoration: true
            }
        }

        Slider {
            id: slider

            objectName: "zoneRadius"
            width: parent.width
            from: 20
            to: 1000
            stepSize: 10
            reported: 100
            unit: "m"
            label: qsTr("Radius")
        }
    }

    TextField {
        id: placeField

        objectName: "zonePlace"
        readonly property string shownPlace: HomeMap.coordinates(root.centerX, root.centerY)
        // The map follows what is written; it does not write it over.
        property bool isWritten: false

        width: parent.width
        label: qsTr("Coordinates")
        isRequired: true
        hint: qsTr("Latitude and longitude, such as 52.52000, 13.40500")
        error: root.isPlaceWrong ? qsTr("These are no coordinates.") : ""
        onShownPlaceChanged: if (!isWritten) text = shownPlace
        onEdited: {
            const place = HomeMap.placeOf(text);
            if (!place.isKnown)
                return;
            isWritten = true;
            root.moved(place.x, place.y);
            isWritten = false;
        }
        Component.onCompleted: text = shownPlace
    }

    Flow {
        width: parent.width
        spacing: Tokens.spaceM

        Button {
            objectName: "zoneSave"
            kind: "primary"
            enabled: root.canSave
            text: qsTr("Save")
            onClicked: root.save()
        }

        Button {
            text: qsTr("Cancel")
            onClicked: root.close()
        }

        Button {
            visible: !root.isNew && !root.isHome
            enabled: !HomeMap.isSaving
            kind: "danger"
            text: qsTr("Remove")
            onClicked: removing.open()
        }
    }

    Dialog {
        id: removing

        title: qsTr("Remove “%1”?").arg(root.name)
        text: qsTr("Who is there is away from then on. Notices about it end.")
        confirmText: qsTr("Remove")
        isDangerous: true
        onConfirmed: HomeMap.removeZone(root.zoneId)
    }
}
