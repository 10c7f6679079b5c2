// A square code for a camera. Always dark on white, whatever the theme: cameras expect it.
import QtQuick

Rectangle {
    id: root

    // One string a row, "1" is dark.
    property var rows: []

    // The white edge a camera needs, in modules.
    readonly property int quiet: 4
    readonly property int side: rows.length + 2 * quiet
    // Whole pixels, so that no module is blurred.
    readonly property int dot: Math.max(1, Math.floor(width / Math.max(1, side)))

    implicitWidth: 264
    implicitHeight: width
    radius: 12
    color: "white"
    border.width: 1
    border.color: "#D5D9DE"
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Square code to scan with the phone's camera")

    onRowsChanged: picture.requestPaint()

    Canvas {
        id: picture

        anchors.centerIn: parent
        width: root.rows.length * root.dot
        height: width
        Accessible.ignored: true
        onWidthChanged: requestPaint()
        onPaint: {
            const pen = getContext("2d");
            pen.reset();
            pen.fillStyle = "#101315";
            for (let y = 0; y < root.rows.length; ++y)
                for (let x = 0; x < root.rows[y].length; ++x)
                    if (root.rows[y][x] === "1")
                        pen.fillRect(x * root.dot, y * root.dot, root.dot, root.dot);
        }
    }
}
