// Problems that stay until they are read, newest at the bottom, three at most.
pragma ComponentBehavior: Bound
import QtQuick
import Homewire.Desktop
import Homewire.Theme
import Homewire.Controls

Column {
    id: root

    readonly property var shown: App.problems.slice(-3)

    spacing: Tokens.spaceS

    Repeater {
        model: root.shown.length

        Toast {
            required property int index
            readonly property var problem: root.shown[index] ?? ({})

            width: root.width
            text: problem.text ?? ""
            detail: problem.detail ?? ""
            canRetry: problem.canRetry === true
            onDismissed: App.dismissProblem(problem.id)
            onRetried: App.retryProblem(problem.id)
            onCopied: App.copyProblem(problem.id)
        }
    }
}
