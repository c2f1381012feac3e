"""Holds the provider's migration file against our instruments. Changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from smallfavor.payments.models import Instrument, ProviderAccount
from smallfavor.payments.rules.token_file import TokenFileRefused, TokenPair


@dataclass(frozen=True)
class Matched:
    """`tokens`: the new token by our old instrument's id. `strangers`: lines about tokens that are not ours."""

    tokens: dict[int, str] = field(default_factory=dict)
    strangers: int = 0


def match_tokens(
    pairs: Sequence[TokenPair], old: ProviderAccount, new: ProviderAccount, *, skip_strangers: bool
) -> Matched:
    """Which instrument of ours each line is about.

    Raises TokenFileRefused: for an old token that we do not know (with `skip_strangers` such lines are counted), one
    that is another account's, and a new token that stands here for another instrument already.
    """
    ours = {row.token: row for row in Instrument.objects.filter(provider_account=old)}
    elsewhere = dict(Instrument.objects.exclude(provider_account=old).values_list("token", "provider_account__code"))
    taken = {row.token: row for row in Instrument.objects.filter(provider_account_id=new.pk)}
    copied = {row.copy_of_id: row.token for row in taken.values() if row.copy_of_id}
    tokens, strangers = {}, 0
    for pair in pairs:
        row = ours.get(pair.old)
        if row is None:
            if pair.old in elsewhere:
                raise TokenFileRefused(pair.line, f"has a token of account {elsewhere[pair.old]}, not of {old}")
            if not skip_strangers:
                raise TokenFileRefused(pair.line, f"has an old token that {old} has never given us")
            strangers += 1
            continue
        standing = taken.get(pair.new)
        if standing is not None and standing.copy_of_id != row.pk:
            raise TokenFileRefused(pair.line, "has a new token that belongs to another instrument already")
        if copied.get(row.pk, pair.new) != pair.new:
            raise TokenFileRefused(pair.line, "has another new token than the one that the old one was moved to")
        tokens[row.pk] = pair.new
    return Matched(tokens, strangers)
