"""What the house answers, where it has no words of its own for it."""

from desktop.viewmodels.words import translate
from embedded_hub.protocol.house_events import HouseAnswered


def answer_text(answer: HouseAnswered) -> str:
    """Return the answer to show; its own words where it has some."""
    if answer.text:
        return answer.text
    match answer.code:
        case None:
            return translate("Talk", "Done.")
        case "stt_failed":
            return translate("Talk", "Nothing here could hear this.")
        case "stt_no_text":
            return translate("Talk", "Nobody spoke.")
        case "no_valid_targets":
            return translate("Talk", "There is no such thing here.")
        case "failed_to_handle":
            return translate("Talk", "That did not work.")
    return translate("Talk", "That was not understood.")
