// Asks where the diagnostics file goes; made only when somebody wants one.
import QtCore
import QtQuick.Dialogs
import Homewire.Desktop

FileDialog {
    id: root

    signal ended

    title: qsTr("Save diagnostics file")
    fileMode: FileDialog.SaveFile
    modality: Qt.NonModal // qmllint disable missing-property
    defaultSuffix: "json"
    nameFilters: [qsTr("JSON file (*.json)")]
    currentFolder: StandardPaths.writableLocation(StandardPaths.DownloadLocation)
    selectedFile: currentFolder + "/" + GatewayDetail.suggestedFile
    onAccepted: {
        GatewayDetail.saveDiagnostics(selectedFile);
        ended();
    }
    onRejected: ended()
}
