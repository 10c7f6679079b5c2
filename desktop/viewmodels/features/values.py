"""Numbers, choices, texts, dates and times people set."""

from desktop.viewmodels.features import kinds
from desktop.viewmodels.features.kinds import Command, DomainFeatures, FeatureMap
from desktop.viewmodels.state_words import option_word
from desktop.viewmodels.words import measure, translate
from embedded_hub.model.capability import moment, number, select
from embedded_hub.model.capability import text as text_domain
from embedded_hub.model.capability.attributes import plain
from embedded_hub.model.ids import domain_of
from embedded_hub.model.state import UNKNOWN, State
from embedded_hub.model.values import JsonValue

_DATE = r"\d{4}-\d{2}-\d{2}"
_TIME = r"\d{2}:\d{2}(:\d{2})?"


def _build_number(state: State) -> list[FeatureMap]:
    label, unit = translate("Feature", "Value"), number.unit(state) or ""
    value, span, grain = number.value(state), number.limits(state), number.step(state)
    if number.control(state) == "slider":
        return [
            kinds.slider(
                "value", label, "tune", value, span, step=grain, unit=unit, variant="number"
            )
        ]
    return [kinds.stepper("value", label, "tune", value, span, step=grain, unit=unit)]


def _command_number(state: State, feature_id: str, value: JsonValue) -> Command | None:
    if feature_id != "value":
        return None
    wanted = kinds.as_number(value)
    return Command(
        action="set_value",
        arguments={"value": plain(wanted)},
        asked=measure(wanted, number.unit(state) or ""),
    )


def _build_select(state: State) -> list[FeatureMap]:
    values = select.options(state)
    choices = kinds.choices_of(values, {value: option_word(value) for value in values})
    label = translate("Feature", "Choice")
    return [kinds.options("option", label, "", choices, select.current(state))]


def _command_select(_state: State, feature_id: str, value: JsonValue) -> Command | None:
    if feature_id != "option":
        return None
    return Command(
        action="select_option",
        arguments={"option": value},
        asked=option_word(str(value)),
    )


def _build_text(state: State) -> list[FeatureMap]:
    return [
        kinds.text(
            "text",
            translate("Feature", "Text"),
            "" if state.value == UNKNOWN else state.value,
            length=text_domain.lengths(state),
            is_secret=text_domain.is_secret(state),
            pattern=text_domain.pattern(state) or "",
        )
    ]


def _command_text(_state: State, feature_id: str, value: JsonValue) -> Command | None:
    if feature_id != "text":
        return None
    return Command(action="set_value", arguments={"value": value}, asked=str(value))


def _build_moment(state: State) -> list[FeatureMap]:
    parts = [_DATE] if moment.has_date(state) else []
    parts += [_TIME] if moment.has_time(state) else []
    return [
        kinds.text(
            "moment",
            translate("Feature", "Date or time"),
            "" if state.value == UNKNOWN else state.value,
            pattern="[ T]".join(parts),
        )
    ]


def _command_moment(state: State, feature_id: str, value: JsonValue) -> Command | None:
    if feature_id != "moment":
        return None
    domain = domain_of(state.entity_id)
    if domain == "input_datetime":
        has_both = moment.has_date(state) and moment.has_time(state)
        field = "datetime" if has_both else "date" if moment.has_date(state) else "time"
        return Command(action="set_datetime", arguments={field: value}, asked=str(value))
    return Command(action="set_value", arguments={domain: value}, asked=str(value))


NUMBER = DomainFeatures(build=_build_number, command=_command_number)
SELECT = DomainFeatures(build=_build_select, command=_command_select)
TEXT = DomainFeatures(build=_build_text, command=_command_text)
MOMENT = DomainFeatures(build=_build_moment, command=_command_moment)
