"""Why a decision can be refused. Nothing has happened then."""


class NotInDoubt(Exception):
    """Raised when there is nothing to decide any more: it has settled, or somebody else has decided."""

    code = "not_in_doubt"


class ReasonMissing(ValueError):
    """Raised when a decision comes without a reason in words."""

    code = "reason_missing"


class TooEarly(Exception):
    """Raised when a call may still have its effect: until the provider's horizon nobody can know that it has none."""

    code = "too_early"


class ProviderSilent(Exception):
    """Raised when the provider does not answer just now: nothing is decided without a last look."""

    code = "provider_silent"


class CantBeSettled(Exception):
    """Raised when the provider has something of the attempt that our rows refuse: a fault in the program."""

    code = "cant_be_settled"


class OtherObject(Exception):
    """Raised when the object that was named is not there, or is about another attempt."""

    code = "other_object"


class NothingToPlan(Exception):
    """Raised when there is nothing to charge again: no pledge that goes on, or no way to pay."""

    code = "nothing_to_plan"


def said(reason: str) -> str:
    """The reason, trimmed. Raises ReasonMissing."""
    words = " ".join(reason.split())
    if not words or not words.isprintable():
        raise ReasonMissing("why?")
    return words
