// Cover, title and artist of what plays.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    implicitHeight: 96
    radius: Tokens.radiusControl
    color: Theme.surfaceSunken

    Image {
        id: cover

        x: Tokens.spaceM
        anchors.verticalCenter: parent.verticalCenter
        width: status === Image.Ready ? 72 : 0
        height: 72
        source: Detail.pictureUrl
        sourceSize.width: 144
        fillMode: Image.PreserveAspectCrop
        asynchronous: true
        Accessible.ignored: true
    }

    Column {
        anchors.left: cover.right
        anchors.leftMargin: Tokens.spaceM
        anchors.right: parent.right
        anchors.rightMargin: Tokens.spaceM
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2

        Label {
            width: parent.width
            text: Detail.mediaTitle
            font.pixelSize: Tokens.fontName
            isStrong: true
            wrapMode: Text.Wrap
            maximumLineCount: 2
        }

        Label {
            width: parent.width
            text: Detail.mediaArtist
            isMuted: true
        }
    }
}
