"""The guard's rules: which purse bears what, what turns the alert on, what is asked of whom."""

from dataclasses import replace

import pytest

from smallfavor.payments.rules.guard import (
    Alert,
    Kind,
    Lane,
    Purse,
    Recent,
    Shown,
    Step,
    Usual,
    alerts,
    allowance,
    decide,
    may_ask_for_mail,
    may_try_again,
    work_parts,
)

NOBODY: dict[Kind, Purse] = {}
QUIET = Recent(Purse(), Purse(), 0)
SPENT_NETWORK = {Kind.NETWORK: Purse(spent=1)}
SERVICE = {Kind.TYPED: Purse(good=3)}


def test_in_peace_everybody_passes_at_once() -> None:
    assert decide(Shown(), NOBODY, alert=False).step is Step.PASS


def test_in_peace_many_declines_of_one_sender_ask_it_alone_for_work_and_never_refuse() -> None:
    crowded = {Kind.ADDRESS: Purse(spent=8)}
    assert decide(Shown(), crowded, alert=False).step is Step.WORK
    assert decide(Shown(worked=True), crowded, alert=False).step is Step.PASS
    assert decide(Shown(), {Kind.ADDRESS: Purse(spent=8, good=20)}, alert=False).step is Step.PASS


def test_under_alert_work_is_asked_for_and_enough() -> None:
    assert decide(Shown(), NOBODY, alert=True).step is Step.WORK
    verdict = decide(Shown(worked=True), NOBODY, alert=True)
    assert (verdict.step, verdict.lane) == (Step.PASS, Lane.WORK)


@pytest.mark.parametrize("kind", [Kind.ADDRESS, Kind.BLOCK, Kind.NETWORK])
def test_where_a_sender_has_spent_everything_a_mail_does_it(kind: Kind) -> None:
    spent = {kind: Purse(spent=1)}
    assert decide(Shown(worked=True), spent, alert=True).step is Step.MAIL
    assert decide(Shown(mailed=True), spent | SERVICE, alert=True).step is Step.PASS


def test_payments_keep_a_shared_address_open() -> None:
    busy = {Kind.ADDRESS: Purse(spent=10, good=40)}
    assert decide(Shown(worked=True), busy, alert=True).step is Step.PASS


def test_a_form_that_nobody_can_have_typed_is_mailed() -> None:
    assert decide(Shown(worked=True, hurried=True), NOBODY, alert=True).step is Step.MAIL


def test_a_mailbox_that_has_paid_passes_wherever_it_is() -> None:
    verdict = decide(Shown(mailed=True, known=True), SPENT_NETWORK | {Kind.FRESH: Purse(spent=99)}, alert=True)
    assert verdict.lane is Lane.KNOWN


def test_a_domain_that_nobody_paid_from_bears_two_cards_from_a_spent_network() -> None:
    assert decide(Shown(mailed=True), SPENT_NETWORK, alert=True).lane is Lane.FRESH
    spent = SPENT_NETWORK | {Kind.DOMAIN: Purse(spent=2)}
    assert decide(Shown(mailed=True), spent, alert=True).step is Step.WAIT


def test_all_such_domains_together_bear_no_more_than_a_few() -> None:
    assert decide(Shown(mailed=True), SPENT_NETWORK | {Kind.FRESH: Purse(spent=20)}, alert=True).step is Step.WAIT


def test_a_mailbox_bears_three_cards_as_who_mistypes_twice_needs_and_then_waits() -> None:
    assert decide(Shown(mailed=True, known=True), {Kind.MAILBOX: Purse(spent=2)}, alert=True).step is Step.PASS
    spent = {Kind.MAILBOX: Purse(spent=3)}
    assert decide(Shown(mailed=True, known=True), spent | SERVICE, alert=True).step is Step.WAIT


def test_a_declined_card_may_be_followed_by_another_while_somebody_pays_for_it() -> None:
    assert may_try_again(Lane.OPEN, NOBODY, tries=2, alert=False)
    assert not may_try_again(Lane.OPEN, NOBODY, tries=3, alert=False)
    assert not may_try_again(Lane.WORK, {Kind.ADDRESS: Purse(spent=1)}, tries=1, alert=True)
    assert may_try_again(Lane.WORK, {Kind.ADDRESS: Purse(spent=1, good=8)}, tries=1, alert=True)
    assert not may_try_again(Lane.SERVICE, SERVICE, tries=1, alert=True)
    assert not may_try_again(Lane.OPEN, {Kind.CARD: Purse(spent=3)}, tries=1, alert=False)


@pytest.mark.parametrize(
    ("recent", "usual", "expected"),
    [
        (QUIET, Usual(), Alert()),
        (replace(QUIET, all=Purse(spent=13)), Usual(), Alert(all=True)),
        (replace(QUIET, all=Purse(spent=13)), Usual(per_hour=100), Alert()),
        (replace(QUIET, all=Purse(spent=40, good=80)), Usual(), Alert()),
        (replace(QUIET, small=Purse(spent=11), all=Purse(spent=11)), Usual(), Alert(small=True)),
        (replace(QUIET, burst=9), Usual(), Alert(all=True)),
        (replace(QUIET, burst=9), Usual(per_hour=600), Alert()),
    ],
)
def test_what_turns_the_alert_on(recent: Recent, usual: Usual, expected: Alert) -> None:
    assert alerts(recent, usual) == expected


def test_more_work_after_declines_and_never_more_than_a_phone_bears() -> None:
    assert work_parts(NOBODY, most=24) == 12
    assert work_parts({Kind.BLOCK: Purse(spent=2)}, most=24) == 16
    assert work_parts({Kind.BLOCK: Purse(spent=200)}, most=24) == 24


def test_a_payment_earns_a_sender_less_than_a_card() -> None:
    """Else a tester with one live card in two would never be stopped."""
    for kind in (Kind.ADDRESS, Kind.NETWORK, Kind.FRESH):
        assert allowance(kind, {kind: Purse(good=4)}) - allowance(kind, NOBODY) <= 1


def test_mails_are_bounded_by_sender_and_by_unknown_domain() -> None:
    assert may_ask_for_mail(Kind.ADDRESS, 39, NOBODY)
    assert not may_ask_for_mail(Kind.ADDRESS, 40, NOBODY)
    assert may_ask_for_mail(Kind.ADDRESS, 40, {Kind.ADDRESS: Purse(good=50)})
    assert not may_ask_for_mail(Kind.DOMAIN, 10, NOBODY)
    assert may_ask_for_mail(Kind.DOMAIN, 1000, SERVICE)
