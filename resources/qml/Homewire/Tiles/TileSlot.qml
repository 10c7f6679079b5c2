// The place of a tile in a grid. The tile itself is made while it is near what one sees, or has the
// focus: a home has hundreds, and a place without its tile costs next to nothing.
pragma ComponentBehavior: Bound
import QtQuick

Loader {
    id: slot

    required property var model
    required property int index
    required property string size
    // Set by the grid around it.
    property bool isNear: false
    readonly property Tile tile: item as Tile

    signal moveAsked(int key)
    signal menuAsked(point at)

    activeFocusOnTab: true
    active: isNear || activeFocus
    sourceComponent: Tile {
        focus: true
        index: slot.index
        size: slot.size
        entityId: slot.model.entityId
        domain: slot.model.domain
        name: slot.model.name
        icon: slot.model.icon
        tint: slot.model.tint
        tintColor: slot.model.tintColor
        stateLine: slot.model.stateLine
        valueText: slot.model.valueText
        unitText: slot.model.unitText
        isOn: slot.model.isOn
        isAvailable: slot.model.isAvailable
        isPending: slot.model.isPending
        isStale: slot.model.isStale
        isFavorite: slot.model.isFavorite
        problemKind: slot.model.problemKind
        problemText: slot.model.problemText
        ageText: slot.model.ageText
        badges: slot.model.badges
        mainAction: slot.model.mainAction
        holdText: slot.model.holdText
        features: slot.model.features
        trend: slot.model.trend
        accessibleText: slot.model.accessibleText
        pictureUrl: slot.model.pictureUrl
        canAnswer: slot.model.canAnswer
        answerText: slot.model.answerText
        onMoveAsked: key => slot.moveAsked(key)
        onMenuAsked: at => slot.menuAsked(at)
    }
}
