"""The answers to what one kind of gateway asks, as far as a person gave them."""

from collections.abc import Mapping

from desktop.backend.gateways import GatewayOption, GatewayType
from desktop.viewmodels.option_check import complaint, field_kind, taken_apart
from desktop.viewmodels.option_words import choice_label, option_label
from embedded_hub.model.gateway_find import Found
from embedded_hub.model.gateway_status import GatewayStatus, LinkState

Row = dict[str, object]


class GatewayForm:
    """Knows each field's text and what is wrong with it.

    Args:
        kind: What is asked.
        found: What was found on the network, if it begins there.
        status: The gateway whose settings are changed, if it is there already.
    """

    def __init__(
        self,
        kind: GatewayType,
        found: Found | None = None,
        status: GatewayStatus | None = None,
    ) -> None:
        self.kind = kind
        self.found = found
        self.status = status
        self.title = status.title if status is not None else found.title if found else ""
        known = (found.options if found else {}) | (status.options if status else {})
        self._texts = {one.name: known.get(one.name, one.default or "") for one in kind.options}
        self._errors: dict[str, str] = {}

    @property
    def is_edit(self) -> bool:
        """Whether a gateway there is gets changed."""
        return self.status is not None

    @property
    def is_by_button(self) -> bool:
        """Whether somebody has to press a button, because no secret is given or taken any more."""
        if self.status is not None and self.status.state is not LinkState.AUTH_REQUIRED:
            return False
        return self.kind.guide == "button" and not any(
            self._texts[one.name] for one in self.kind.options if one.is_secret
        )

    @property
    def is_complete(self) -> bool:
        """Whether everything that is needed is there and right."""
        return not any(self._complaint(one) for one in self.kind.options)

    def answer(self, name: str, text: str) -> Mapping[str, str]:
        """Take what was typed; returns every field that has another text now than was typed."""
        self._errors.pop(name, None)
        given = taken_apart(self.kind.options, name, text)
        self._texts |= {field: part for field, part in given.items() if field in self._texts}
        return {field: part for field, part in given.items() if field != name or part != text}

    def check(self, name: str) -> str:
        """Say what is wrong with one field, from now on until it changes."""
        option = next((one for one in self.kind.options if one.name == name), None)
        error = self._complaint(option) if option is not None else ""
        self._errors[name] = error
        return error

    def refuse(self, name: str, sentence: str) -> None:
        """Note what the hub did not like about a field."""
        self._errors[name] = sentence

    def fields(self) -> list[Row]:
        """Return the fields as QML draws them."""
        return [
            {
                "name": one.name,
                "label": option_label(one.label),
                "kind": field_kind(one),
                "isRequired": self._is_asked(one),
                "isKnown": self._is_known(one),
                "isKept": self.is_edit and one.is_secret,
                "example": one.example,
                "text": self._texts[one.name],
                "error": self._errors.get(one.name, ""),
                "choices": [{"value": each, "label": choice_label(each)} for each in one.choices],
            }
            for one in self.kind.options
        ]

    def given(self) -> Mapping[str, str]:
        """Return what adding takes."""
        return {name: text.strip() for name, text in self._texts.items() if text.strip()}

    def changed(self) -> Mapping[str, str | None]:
        """Return what editing takes: only what is different; a secret only when it is given."""
        before = self.status.options if self.status is not None else {}
        changes: dict[str, str | None] = {}
        for one in self.kind.options:
            text = self._texts[one.name].strip()
            if one.is_secret and self.is_by_button:
                changes[one.name] = None  # the one there is gets refused: obtain another
            elif one.is_secret:
                changes |= {one.name: text} if text else {}
            elif text != before.get(one.name, one.default or ""):
                changes[one.name] = text or None
        return changes

    def _complaint(self, option: GatewayOption) -> str:
        return complaint(option, self._texts[option.name], is_asked=self._is_asked(option))

    def _is_asked(self, option: GatewayOption) -> bool:
        """Whether a person must give it: found, kept and button secrets they need not."""
        if option.is_secret and (self.is_edit or self.kind.guide == "button"):
            return False
        return option.is_required or (self.found is not None and option.name in self.found.needs)

    def _is_known(self, option: GatewayOption) -> bool:
        """Whether it needs no look, because it was found or has a usual value."""
        if self.found is None:
            return False
        return option.name not in self.found.needs and (
            option.name in self.found.options or not option.is_required
        )
