// What came and stays until it is read: the newest notice, the newest problem, and how many wait behind it.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls
import Homewire.Notices

Column {
    id: root

    readonly property var shown: App.problems.slice(-1)

    spacing: Tokens.spaceS

    NoticeToast {
        width: root.width
    }

    Repeater {
        model: root.shown.length

        Toast {
            required property int index
            readonly property var problem: root.shown[index] ?? ({})

            width: root.width
            text: problem.text ?? ""
            waiting: App.problems.length - 1
            detail: problem.detail ?? ""
            canRetry: problem.canRetry === true
            onDismissed: App.dismissProblem(problem.id)
            onRetried: App.retryProblem(problem.id)
            onCopied: App.copyProblem(problem.id)
        }
    }
}
