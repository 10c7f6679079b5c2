"""What went wrong with a command, in a sentence a person can act on."""

from desktop.viewmodels.marks import Problem
from desktop.viewmodels.words import translate


def problem_sentence(problem: Problem, name: str, gateway: str) -> str:
    """Say what happened and what may help.

    Args:
        problem: How the command ended.
        name: The thing's name.
        gateway: The title of the gateway it is reached through; may be empty.
    """
    if problem.kind == "unknown":
        return translate("Problem", "Sent, not confirmed")
    sentence = _sentence(problem.code)
    return sentence.replace("%1", name).replace("%2", gateway or translate("Problem", "The hub"))


def _sentence(code: str) -> str:
    match code:
        case "not_connected" | "unreachable":
            return translate("Problem", "%2 is not connected. Nothing was sent.")
        case "cannot_connect" | "link_closed" | "link_error":
            return translate("Problem", "The hub is not connected. Nothing was sent.")
        case "action_denied" | "denied" | "unauthorized" | "not_allowed":
            return translate("Problem", "You may not do this to %1.")
        case "action_unsupported" | "unsupported" | "service_not_found" | "not_supported":
            return translate("Problem", "%1 cannot do this.")
        case "action_invalid" | "invalid" | "invalid_format":
            return translate("Problem", "%1 does not accept this value.")
        case "entity_not_found" | "not_found":
            return translate("Problem", "%1 is not there any more.")
        case "busy" | "quota":
            return translate("Problem", "%1 is busy. Try again in a moment.")
        case "expired":
            return translate("Problem", "It took too long to reach %1. Nothing was done.")
    return translate("Problem", "%1 did not do it. It may be switched off at the wall.")
