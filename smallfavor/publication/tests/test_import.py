"""`smallfavor import`: good pages become articles, bad ones are refused with a reason, nothing happens twice."""

import os
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from smallfavor.publication.models import Article, Section
from smallfavor.publication.queries.stories import feed_stories
from smallfavor.publication.tests.conftest import WriteArticle
from smallfavor.publication.tests.test_find_article import REAL_PAGES

pytestmark = pytest.mark.django_db
PAGES = Path(__file__).parent / "pages"


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("import", *arguments, stdout=out)
    return out.getvalue()


def refusal(*arguments: str) -> tuple[str, str]:
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import", *arguments, stdout=out)
    return str(error.value), out.getvalue()


def test_a_saved_page_becomes_a_published_article(news: Section, client: Client) -> None:
    said = run(str(PAGES / "full_english.txt"))
    article = Article.objects.get()
    assert article.title == "Ferry Crews Vote to Work Through the Ice"
    assert article.date == date(2026, 2, 3)
    assert article.author_names == ["Anna Ozola", "Juris Kalns"]
    assert article.language == "en"
    assert article.section == news
    assert article.body.startswith("<p>The crews of the three island ferries voted")
    assert "<h2>A long night</h2>" in article.body
    page = client.get(article.url).content.decode()
    assert "ninety-one to six" in page
    assert "paiment" not in page
    assert article.public_address in said


def test_the_command_says_what_it_kept_and_what_it_dropped(news: Section) -> None:
    said = run(str(PAGES / "full_english.txt"))
    assert "kept     The crews of the three island ferries voted" in said
    assert "dropped  Support The Lantern! (support banner)" in said
    assert "dropped  paiment methods (payment methods)" in said
    assert said.strip().endswith("1 imported, 0 already here, 0 refused")


def test_a_dry_run_shows_the_same_and_changes_nothing(news: Section) -> None:
    said = run("--dry-run", str(PAGES / "full_english.txt"))
    assert "kept     The crews of the three island ferries voted" in said
    assert "1 to import" in said
    assert not Article.objects.exists()


def test_importing_the_same_file_twice_changes_nothing(news: Section) -> None:
    run(str(PAGES / "full_english.txt"))
    before = Article.objects.get()
    said = run(str(PAGES / "full_english.txt"))
    assert "already here" in said
    after = Article.objects.get()
    assert (after.latest_revision_id, after.last_published_at) == (before.latest_revision_id, before.last_published_at)


def test_an_article_that_was_edited_since_stays_as_the_editor_left_it(news: Section) -> None:
    run(str(PAGES / "full_english.txt"))
    article = Article.objects.get()
    article.title = "Better"
    article.save_revision().publish()
    run(str(PAGES / "full_english.txt"))
    assert Article.objects.get().title == "Better"


def test_the_same_text_in_another_file_is_known(news: Section, tmp_path: Path) -> None:
    run(str(PAGES / "full_english.txt"))
    other = tmp_path / "copy.txt"
    other.write_text("Donate\n\n" + (PAGES / "full_english.txt").read_text(encoding="utf-8-sig"), encoding="utf-8")
    assert "already here" in run(str(other))
    assert Article.objects.count() == 1


def test_a_deleted_article_can_be_imported_again(news: Section) -> None:
    run(str(PAGES / "full_english.txt"))
    Article.objects.get().delete()
    run(str(PAGES / "full_english.txt"))
    assert Article.objects.count() == 1


def test_an_imported_article_can_be_copied_at_the_desk(news: Section) -> None:
    run(str(PAGES / "full_english.txt"))
    copy = Article.objects.get().copy(update_attrs={"slug": "copy", "title": "Copy"})
    assert copy.source_hash == ""


def test_an_undated_page_stays_undated_and_out_of_the_feed(news: Section) -> None:
    run(str(PAGES / "inline_plea.txt"))
    article = Article.objects.get()
    assert article.date is None
    assert feed_stories(news.get_parent().specific) == []


def test_a_russian_page_goes_to_the_russian_edition(russian_news: Section) -> None:
    run(str(PAGES / "full_russian.txt"))
    article = Article.objects.get()
    assert article.language == "ru"
    assert article.section == russian_news
    assert article.slug == "mayak-na-severnom-molu-snova-gorit"


def test_a_paper_without_sections_gets_its_first(front: object) -> None:
    run(str(PAGES / "full_english.txt"))
    assert Article.objects.get().section.title == "News"


def test_the_section_can_be_chosen(news: Section) -> None:
    front = news.get_parent().specific
    culture = front.add_child(instance=Section(title="Culture", slug="culture", language="en"))
    run("--section", "culture", str(PAGES / "inline_plea.txt"))
    assert Article.objects.get().section == culture
    why, _ = refusal("--section", "sport", str(PAGES / "full_english.txt"))
    assert "there is no section “sport”" in why


def test_two_articles_of_one_headline_get_two_addresses(news: Section, write_article: WriteArticle) -> None:
    write_article(news, "Ferry Crews Vote to Work Through the Ice")
    run(str(PAGES / "full_english.txt"))
    assert Article.objects.get(slug="ferry-crews-vote-to-work-through-the-ice-2")


def test_a_folder_imports_the_good_and_lists_the_bad(news: Section) -> None:
    why, said = refusal(str(PAGES))
    assert Article.objects.count() == 6
    assert "no_article.txt: there are no paragraphs in it, only lines" in why
    assert "only_plea.txt" in why
    assert "6 imported, 0 already here, 2 refused" in said


def test_html_is_imported_without_its_scripts(news: Section, client: Client) -> None:
    run(str(PAGES / "page.html"))
    page = client.get(Article.objects.get().url).content.decode()
    assert "stolen" not in page
    assert "steal()" not in page
    assert "he said &lt;script&gt;." in page


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "the file is not text"),
        ("table.pdf", b"%PDF-1.7", "only .txt and .html files are imported"),
        ("huge.txt", b"a word or two. " * 400_000, "it is larger than 5 MB"),
        ("deep.html", b"<div>" * 200_000 + b"x" + b"</div>" * 200_000, "there is no text in it"),
        ("numbers.txt", b"1 2 3 4", "there is not one letter in it"),
    ],
)
def test_hostile_files_are_refused_with_the_reason(
    front: object, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    why, _ = refusal(str(tmp_path / name))
    assert why.endswith(reason)
    assert not Article.objects.exists()


def test_a_symbolic_link_is_not_followed(front: object, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(PAGES / "full_english.txt")
    why, _ = refusal(str(tmp_path / "link.txt"))
    assert "it is a symbolic link" in why
    (tmp_path / "folder").symlink_to(PAGES)
    refusal(str(tmp_path / "folder"))
    assert not Article.objects.exists()


def test_a_pipe_does_not_hang_the_import(front: object, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    why, _ = refusal(str(tmp_path / "pipe.txt"))
    assert "it is not a plain file" in why


def test_a_missing_file_is_refused(front: object, tmp_path: Path) -> None:
    why, _ = refusal(str(tmp_path / "missing.txt"))
    assert "No such file" in why


def test_an_empty_folder_is_told(front: object, tmp_path: Path) -> None:
    why, _ = refusal(str(tmp_path))
    assert why == "There is no saved page at these paths."


def test_what_steers_a_terminal_is_not_printed(news: Section, tmp_path: Path) -> None:
    text = (PAGES / "inline_plea.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(text.replace("Welders", "\x1b[2J\u202eWelders"), encoding="utf-8")
    said = run(str(tmp_path / "a.txt"))
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_the_page_that_this_paper_began_with(news: Section, client: Client) -> None:
    pages = sorted(REAL_PAGES.glob("*.txt"))
    if not pages:
        pytest.skip(f"there is no saved page in {REAL_PAGES}")
    run(str(pages[0]))
    article = Article.objects.get()
    assert article.title == "NATO Chief Gets No Promises"
    assert article.slug == "nato-chief-gets-no-promises"
    assert article.body.count("<p>") == 14
    assert "“" in article.body
    page = client.get(article.url).content.decode()
    assert "paiment" not in page
    assert "datePublished" not in page
