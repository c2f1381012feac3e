"""Tables of movements (CSV) are read as banks write them, or refused with the line."""

from datetime import date

import pytest

from smallfavor.bank.rules.csv_columns import read_choice
from smallfavor.bank.rules.file_refused import FileRefused
from smallfavor.bank.rules.read_statements import read_statements
from smallfavor.bank.rules.statement_line import ReadStatement
from smallfavor.core.money import Money

OURS = "DE02120300000000202051"


def read(text: str | bytes, columns: str = "") -> ReadStatement:
    content = text if isinstance(text, bytes) else text.encode()
    (statement,) = read_statements(content, account=OURS, columns=read_choice(columns))
    return statement


SPARKASSE = (
    '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Kundenreferenz (End-to-End)";'
    '"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"Betrag";"Waehrung"\r\n'
    f'"{OURS}";"02.11.26";"02.11.26";"GUTSCHR. UEBERW. DAUERAUFTR";"RF18539007547034";"";"Vös, Nora";'
    '"NL91ABNA0417164300";"1.010,50";"EUR"\r\n'
    f'"{OURS}";"03.11.26";"03.11.26";"ENTGELT";"Konto";"";"";"";"-4,90";"EUR"\r\n'
)


def test_a_german_savings_banks_table_is_read() -> None:
    gift, fee = read(SPARKASSE.encode("cp1252")).lines
    assert (gift.amount, gift.credit, gift.booked_on) == (Money(101050, "EUR"), True, date(2026, 11, 2))
    assert (gift.account, gift.name, gift.iban) == (OURS, "Vös, Nora", "NL91ABNA0417164300")
    assert gift.remittance == "RF18539007547034"
    assert (fee.amount.minor, fee.credit) == (490, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    assert read(SPARKASSE.encode(encoding)).lines[0].name == "Vös, Nora"


@pytest.mark.parametrize(
    ("text", "minor", "credit", "day"),
    [
        ("Booking Date,Value Date,Partner Name,Partner Iban,Type,Payment Reference,Account Name,Amount (EUR)\n"
         "2026-11-02,2026-11-02,A,,Income,thanks,Main,12.00\n", 1200, True, date(2026, 11, 2)),
        ("Datum;Naam / Omschrijving;Rekening;Tegenrekening;Code;Af Bij;Bedrag (EUR);Mededelingen\n"
         f"20261102;A;{OURS};NL91ABNA0417164300;OV;Af;12,50;x\n", 1250, False, date(2026, 11, 2)),
        ("Date,Description,Money In,Money Out\n13/11/2026,A,\"1,234.50\",\n", 123450, True, date(2026, 11, 13)),
        ("Kontostand:;1.234,56\n\nBuchungsdatum;Zahlungspflichtiger*in;Verwendungszweck;Betrag (€)\n"
         "02.11.26;A;thanks;12\n", 1200, True, date(2026, 11, 2)),
    ],
)  # fmt: skip
def test_common_tables_are_known_by_their_headings(text: str, minor: int, credit: bool, day: date) -> None:
    (line,) = read(text).lines
    assert (line.amount.minor, line.credit, line.booked_on) == (minor, credit, day)


def test_a_table_nobody_knows_is_read_by_columns_that_a_person_names() -> None:
    text = "Wann\tWieviel\tWer\n02.11.2026\t2,50\tA\n"
    with pytest.raises(FileRefused, match="no line of headings"):
        read(text)
    (line,) = read(text, "booked_on = Wann\namount = Wieviel\nname = Wer").lines
    assert (line.amount.minor, line.name) == (250, "A")


def test_the_same_table_read_twice_names_its_lines_alike() -> None:
    assert read(SPARKASSE).lines == read(SPARKASSE).lines


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("Date,Amount\n2026-11-02,1.000\n", 2, "thousands or decimals"),
        ("Date;Amount\n2026-11-02;1,00\n2026-11-02;1.00\n", 3, "another decimal sign"),
        ("Date;Amount\n2026-11-02;1,00,00\n", 2, "thousands or decimals"),
        ("Date;Amount\n2026-11-02;12.34,56\n", 2, "can't read"),
        ("Date;Amount\n2026-11-02;1,123\n2026-11-02;1,12\n", 2, "more decimals"),
        ("Date,Amount\n05/06/2026,1.00\n", 2, "which number is the month"),
        ("Date,Amount\n2026-02-30,1.00\n", 2, "date"),
        ("Date,Amount,Name\n2026-11-02\n", 2, "has 1 cells"),
        ("Date,Amount,Name\n2026-11-02,,A\n", 2, "no amount"),
        ("Date,Amount,Currency\n2026-11-02,1.00,QQQ\n", 2, "currency"),
        ("Date,Amount\n", 0, "no line with an amount"),
        ("a\x00b", 0, "no text"),
    ],
)
def test_what_is_doubtful_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason) as caught:
        read(text)
    assert caught.value.line == line


def test_columns_are_named_in_words_that_we_know() -> None:
    with pytest.raises(FileRefused, match="must be one of"):
        read_choice("betrag = Amount")
    with pytest.raises(FileRefused, match="at least booked_on"):
        read_choice("amount = Amount")
