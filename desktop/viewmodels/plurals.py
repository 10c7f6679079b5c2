"""Texts that count something."""

from PySide6.QtCore import QCoreApplication


class Plurals:
    """Every such text once.

    A class, because Qt's extractor of strings finds the plural forms of Python sources only in
    calls of ``tr`` within one; its name is their context.
    """

    def lights_on(self, count: int) -> str:
        """Say how many lights are on in the home."""
        return self.tr("%n light(s) on", None, count)

    def on(self, count: int) -> str:
        """Say how many things of an area are on."""
        return self.tr("%n on", None, count)

    def days_ago(self, count: int) -> str:
        """Say how many days ago something was."""
        return self.tr("%n day(s) ago", None, count)

    def devices(self, count: int) -> str:
        """Say how many devices there are."""
        return self.tr("%n device(s)", None, count)

    def entities(self, count: int) -> str:
        """Say how many entities there are."""
        return self.tr("%n entity(s)", None, count)

    def devices_are_in(self, count: int) -> str:
        """Say how many devices came with a new gateway."""
        return self.tr("%n device(s) are in", None, count)

    def times(self, count: int) -> str:
        """Say how often something happened."""
        return self.tr("%n time(s)", None, count)

    def are_placed(self, count: int) -> str:
        """Say how many devices were put into a room; ``%1`` is the room."""
        return self.tr("%n device(s) are in %1 now", None, count)

    def are_nowhere(self, count: int) -> str:
        """Say how many devices were taken out of their rooms."""
        return self.tr("%n device(s) are in no room now", None, count)

    def selected(self, count: int) -> str:
        """Say how many devices are chosen."""
        return self.tr("%n selected", None, count)

    def found(self, count: int) -> str:
        """Say how many gateways were found on the network."""
        return self.tr("%n found", None, count)

    def can_hear(self, count: int) -> str:
        """Say how many devices would hear a channel."""
        return self.tr("%n can hear it", None, count)

    def missed(self, count: int) -> str:
        """Say how much was neither heard nor read."""
        return self.tr("%n missed", None, count)

    def notices(self, count: int) -> str:
        """Say how many notices were not read."""
        return self.tr("%n new notice(s)", None, count)

    def and_more(self, count: int) -> str:
        """Say how many more things there are than those named before it."""
        return self.tr("and %n more", None, count)

    def waiting(self, count: int) -> str:
        """Say how many wait for their turn to talk."""
        return self.tr("%n wait(s)", None, count)

    def tr(self, text: str, comment: str | None, count: int) -> str:
        """Translate with the form the count needs."""
        return QCoreApplication.translate("Plurals", text, comment, count)


PLURALS = Plurals()
