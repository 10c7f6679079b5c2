// The code: scanned with a camera, or typed where there is none.
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Rectangle {
    id: root

    readonly property bool isNarrow: width < 560

    implicitHeight: content.implicitHeight + 2 * Tokens.spaceXl
    radius: Tokens.radiusTile
    color: Theme.surface
    border.width: Theme.isHighContrast ? 1 : 0
    border.color: Theme.outline

    Flow {
        id: content

        x: Tokens.spaceXl
        y: Tokens.spaceXl
        width: parent.width - 2 * Tokens.spaceXl
        spacing: Tokens.spaceXl

        QrCode {
            id: picture

            width: root.isNarrow ? content.width : 264
            rows: Pairing.qrRows
        }

        Column {
            width: root.isNarrow ? content.width : content.width - picture.width - content.spacing
            spacing: Tokens.spaceM

            Label {
                width: parent.width
                text: qsTr("Point the phone's camera at the code")
                wrapMode: Text.Wrap
                font.pixelSize: Tokens.fontSection
                isStrong: true
            }

            Label {
                width: parent.width
                text: qsTr("No camera? Open this address there and type the number:")
                wrapMode: Text.Wrap
                isMuted: true
            }

            Row {
                width: parent.width
                spacing: Tokens.spaceXs

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.min(implicitWidth, parent.width - Tokens.sizeTarget - Tokens.spaceXs)
                    text: Pairing.address
                    wrapMode: Text.WrapAnywhere
                    isStrong: true
                }

                IconButton {
                    glyph: Glyphs.copy
                    text: qsTr("Copy the address")
                    onClicked: App.copy(Pairing.address)
                }
            }

            Label {
                text: Pairing.code
                font.pixelSize: Tokens.fontHero
                fontSizeMode: Text.HorizontalFit
                width: parent.width
                isStrong: true
                Accessible.name: Pairing.code.split("").join(" ")
            }

            Label {
                width: parent.width
                text: qsTr("Good for %1 more.").arg(Pairing.leftText)
                wrapMode: Text.Wrap
                isMuted: true
            }

            Label {
                width: parent.width
                visible: Pairing.landingUrl !== ""
                text: qsTr("The phone asks once whether it may trust this home: %1. Compare these words there: %2").arg(Pairing.authorityName).arg(Pairing.fingerprint)
                wrapMode: Text.Wrap
                font.pixelSize: Tokens.fontCaption
                isMuted: true
            }

            Button {
                kind: "quiet"
                leftPadding: 0
                glyph: Glyphs.copy
                text: qsTr("Copy the link for another computer")
                onClicked: Pairing.copyLink()
            }

            Button {
                text: qsTr("Cancel")
                onClicked: Pairing.cancel()
            }
        }
    }
}
