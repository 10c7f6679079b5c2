// The map: zones, whoever is tracked, one route, drawn from what is known and without any street.
// Dragging, two fingers, the wheel, the arrow keys, plus and minus move it; 0 shows everything.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

FocusScope {
    id: root

    // The middle of what is looked at, in parts of the earth's square, and how near.
    property real centerX: 0.53
    property real centerY: 0.33
    property real zoom: 3
    readonly property real pixels: 256 * Math.pow(2, zoom)
    readonly property real originX: centerX * pixels - width / 2
    readonly property real originY: centerY * pixels - height / 2
    readonly property real leastZoom: 1
    readonly property real mostZoom: 19
    readonly property real arrowStep: 80
    readonly property int margin: Math.min(88, width / 4, height / 4)

    // A moment of the route that is looked at: {isKnown, x, y}.
    property var moment: ({ isKnown: false })
    // The ring of a zone that is being placed stands still while the map moves below it.
    property bool isPlacing: false
    property real draftRadius: 100
    property string draftName: ""
    property string draftKey: ""
    // Everything is kept in sight until a person moves the map.
    property bool isFollowing: true
    property var offsets: []
    readonly property bool isCrowded: offsets.some(one => one !== 0)
    // Those at one place stand so far from each other that their names can be read.
    readonly property int markerGap: 72

    signal chosen(string key)
    signal placeAsked(real x, real y)

    function go(view: var) {
        if (view.zoom === undefined)
            return;
        centerX = view.x;
        centerY = view.y;
        zoom = view.zoom;
    }

    function showAll() {
        isFollowing = true;
        go(HomeMap.fit(width - 2 * margin, height - 2 * margin));
    }

    function showRoute() {
        isFollowing = false;
        go(HomeMap.fitRoute(width - 2 * margin, height - 2 * margin));
    }

    function moveTo(x: real, y: real) {
        isFollowing = false;
        centerX = x;
        centerY = y;
    }

    function pan(dx: real, dy: real) {
        isFollowing = false;
        centerX = Math.max(0, Math.min(1, centerX - dx / pixels));
        centerY = Math.max(0, Math.min(1, centerY - dy / pixels));
    }

    // Comes nearer around a point of the screen, which stays where it is.
    function zoomAt(x: real, y: real, steps: real) {
        const worldX = (originX + x) / pixels, worldY = (originY + y) / pixels;
        isFollowing = false;
        zoom = Math.max(leastZoom, Math.min(mostZoom, zoom + steps));
        centerX = worldX - (x - width / 2) / pixels;
        centerY = worldY - (y - height / 2) / pixels;
    }

    function fan() {
        offsets = HomeMap.fan(pixels, markerGap);
    }

    Component.onCompleted: {
        fan();
        showAll();
    }
    onWidthChanged: if (isFollowing) showAll()
    onHeightChanged: if (isFollowing) showAll()
    onPixelsChanged: fan()

    Connections {
        target: HomeMap

        function onChanged() {
            root.fan();
            if (root.isFollowing)
                root.showAll();
        }
    }

    T.Control {
        id: ground

        anchors.fill: parent
        focus: true
        focusPolicy: Qt.TabFocus

        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("Map")
        Accessible.description: qsTr("Arrow keys move it, plus and minus come nearer and go farther, 0 shows everything. The list beside it says the same in words.")
        Accessible.focusable: true

        Keys.onLeftPressed: root.pan(root.arrowStep, 0)
        Keys.onRightPressed: root.pan(-root.arrowStep, 0)
        Keys.onUpPressed: root.pan(0, root.arrowStep)
        Keys.onDownPressed: root.pan(0, -root.arrowStep)
        Keys.onPressed: event => {
            if (event.text === "+" || event.text === "=")
                root.zoomAt(root.width / 2, root.height / 2, 0.5);
            else if (event.text === "-")
                root.zoomAt(root.width / 2, root.height / 2, -0.5);
            else if (event.text === "0" || event.key === Qt.Key_Home)
                root.showAll();
            else
                return;
            event.accepted = true;
        }

        DragHandler {
            target: null
            onTranslationChanged: delta => root.pan(delta.x, delta.y)
        }

        PinchHandler {
            target: null
            onScaleChanged: delta => root.zoomAt(centroid.position.x, centroid.position.y, Math.log2(delta))
            onTranslationChanged: delta => root.pan(delta.x, delta.y)
        }

        WheelHandler {
            acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
            onWheel: event => root.zoomAt(event.x, event.y, event.angleDelta.y / 240)
        }

        TapHandler {
            gesturePolicy: TapHandler.DragThreshold
            onTapped: ground.forceActiveFocus(Qt.MouseFocusReason)
            onDoubleTapped: eventPoint => root.zoomAt(eventPoint.position.x, eventPoint.position.y, 1)
            onLongPressed: root.placeAsked((root.originX + point.position.x) / root.pixels, (root.originY + point.position.y) / root.pixels)
        }

        background: Rectangle {
            radius: Tokens.radiusTile
            color: Theme.surfaceSunken
        }

        contentItem: Item {
            clip: true

            MapGrid {
                anchors.fill: parent
                originX: root.originX
                originY: root.originY
                zoom: root.zoom
            }

            Repeater {
                model: HomeMap.zones

                ZoneRing {
                    required property string key
                    required property string symbol
                    required name
                    required isHome
                    required property real perMetre
                    required property real radiusM
                    required property real worldX
                    required property real worldY

                    x: worldX * root.pixels - root.originX
                    y: worldY * root.pixels - root.originY
                    visible: !root.isPlacing || key !== root.draftKey
                    glyph: symbol
                    reach: radiusM * perMetre * root.pixels
                }
            }

            MapRoute {
                anchors.fill: parent
                points: HomeMap.route
                originX: root.originX
                originY: root.originY
                pixels: root.pixels
            }

            Repeater {
                model: HomeMap.stays.length

                Rectangle {
                    required property int index
                    readonly property var stay: HomeMap.stays[index] ?? ({ x: 0, y: 0 })

                    x: stay.x * root.pixels - root.originX - width / 2
                    y: stay.y * root.pixels - root.originY - height / 2
                    width: 14
                    height: 14
                    radius: 7
                    color: Theme.surface
                    border.width: 4
                    border.color: Theme.accent
                }
            }

            Rectangle {
                x: (root.moment.x ?? 0) * root.pixels - root.originX - width / 2
                y: (root.moment.y ?? 0) * root.pixels - root.originY - height / 2
                visible: root.moment.isKnown
                width: 20
                height: 20
                radius: 10
                color: Theme.accent
                border.width: 3
                border.color: Theme.surface
            }

            Repeater {
                model: HomeMap.markers

                Item {
                    id: spot

                    required property int index
                    required property string key
                    required property string name
                    required property string initials
                    required property string symbol
                    required property bool isPerson
                    required property bool hasPlace
                    required property bool isStale
                    required property string ageText
                    required property string spoken
                    required property real worldX
                    required property real worldY
                    required property real perMetre
                    required property real accuracyM
                    readonly property real reach: accuracyM * perMetre * root.pixels
                    readonly property bool isChosen: key === HomeMap.selectedKey

                    x: worldX * root.pixels - root.originX
                    y: worldY * root.pixels - root.originY
                    z: isChosen ? 2 : 1
                    visible: hasPlace

                    Rectangle {
                        x: -spot.reach
                        y: -spot.reach
                        width: 2 * spot.reach
                        height: width
                        radius: spot.reach
                        visible: spot.reach > 20 && spot.reach < 6000
                        color: Qt.alpha(Theme.accent, 0.10)
                        border.width: 1
                        border.color: Qt.alpha(Theme.accent, 0.5)
                    }

                    MapMarker {
                        x: -width / 2 + (root.offsets[spot.index] ?? 0)
                        y: -height / 2
                        key: spot.key
                        name: spot.name
                        initials: spot.initials
                        glyph: spot.symbol
                        isPerson: spot.isPerson
                        ageText: spot.ageText
                        spoken: spot.spoken
                        isStale: spot.isStale
                        isChosen: spot.isChosen
                    mostWords: root.isCrowded ? root.markerGap - 2 * Tokens.spaceS : 120
                        onClicked: root.chosen(spot.key)
                    }
                }
            }

            ZoneRing {
                anchors.centerIn: parent
                visible: root.isPlacing
                isDraft: true
                name: root.draftName
                glyph: Glyphs.place
                reach: root.draftRadius * HomeMap.perMetre(root.centerY) * root.pixels
            }

            MapScale {
                readonly property var bar: HomeMap.scaleBar(root.centerY, root.pixels, 120)

                anchors.left: parent.left
                anchors.bottom: parent.bottom
                anchors.margins: Tokens.spaceM
                width: length
                length: bar.length ?? 0
                text: bar.text ?? ""
            }
        }
    }

    MapButtons {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Tokens.spaceM
        onZoomAsked: steps => root.zoomAt(root.width / 2, root.height / 2, steps)
        onAllAsked: root.showAll()
    }

    FocusRing {
        isShown: ground.visualFocus
        radius: Tokens.radiusTile + gap
    }
}
