"""References carry check digits that find every single wrong sign, and are found in what people write."""

import pytest

from smallfavor.bank.rules.creditor_reference import is_reference, make_reference, references_in, spaced


def test_the_standards_own_example() -> None:
    assert make_reference("539007547034") == "RF18539007547034"
    assert spaced("RF18539007547034") == "RF18 5390 0754 7034"


@pytest.mark.parametrize("at", range(4, 16))
def test_one_wrong_sign_or_two_swapped_are_noticed(at: int) -> None:
    right = make_reference("5390A7B47034")
    assert is_reference(right)
    assert not is_reference(right[:at] + ("1" if right[at] != "1" else "2") + right[at + 1 :])
    if at < 15 and right[at] != right[at + 1]:
        assert not is_reference(right[:at] + right[at + 1] + right[at] + right[at + 2 :])


def test_a_reference_is_found_between_words() -> None:
    assert "RF18539007547034" in references_in("Danke! rf18 5390 0754 7034 fuer die Zeitung")
    assert "RF18539007547034" in references_in("REF:RF18-5390-0754-7034")
    assert references_in("RF19 5390 0754 7034") == []


@pytest.mark.parametrize("body", ["", "a", "1" * 22, "12 3"])
def test_what_can_be_no_reference_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match="1 to 21"):
        make_reference(body)
