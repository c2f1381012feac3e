import re

import pytest

from smallfavor.appeals.labels import labels_in
from smallfavor.appeals.scripts import SOURCE

PLACEHOLDER = re.compile(r"\{\w+\}")


def keys_that_the_script_reads() -> set[str]:
    source = "".join(path.read_text() for path in sorted(SOURCE.glob("*.js")))
    keys = set(re.findall(r"\b(?:t|labels)\.([a-z_]+)", source))
    families = set(re.findall(r"\b(?:t|labels)\[[\"`](\w+_)(?:\$\{|\" \+)", source))
    assert families == {"give_", "per_"}, "a new family of labels"
    assert re.findall(r'plural\(t, "(\w+)"', source) == ["people", "count"], "a new family of plurals"
    assert "t[each]" in source, "the names of the intervals"
    ways = {"once", "monthly", "yearly", "give_once", "give_monthly", "give_yearly", "per_monthly", "per_yearly"}
    return keys | ways


def test_every_label_that_the_script_reads_is_there_and_no_other() -> None:
    assert {
        key
        for key in labels_in("en")
        if not key.startswith(("count_", "people_")) or key in ("count_off", "count_was_off")
    } == keys_that_the_script_reads()


def test_every_label_is_translated() -> None:
    english, russian = labels_in("en"), labels_in("ru")
    same = [key for key in english if english[key] == russian[key]]
    assert same == []


def test_translations_keep_the_placeholders() -> None:
    english, russian = labels_in("en"), labels_in("ru")
    for key in english:
        assert set(PLACEHOLDER.findall(english[key])) == set(PLACEHOLDER.findall(russian[key])), key


@pytest.mark.parametrize(("language", "forms"), [("en", {"one", "other"}), ("ru", {"one", "few", "many", "other"})])
def test_the_count_of_articles_has_every_plural_form_of_its_language(language: str, forms: set[str]) -> None:
    labels = labels_in(language)
    assert {f"count_{form}" for form in forms} <= set(labels)
    assert all("{articles}" in labels[f"count_{form}"] for form in forms)


def test_russian_plurals_differ() -> None:
    labels = labels_in("ru")
    assert len({labels["count_one"], labels["count_few"], labels["count_many"]}) == 3
