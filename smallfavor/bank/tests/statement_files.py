"""Bank files as tests write them: a statement or notification of entries, in several versions. Not a test."""

from collections.abc import Sequence

OURS = "DE02120300000000202051"
PAYER = "NL91ABNA0417164300"


def transaction(
    *, amount: str = "", name: str = "", iban: str = PAYER, text: Sequence[str] = (), reference: str = "",
    end_to_end: str = "NOTPROVIDED", tx_id: str = "", reason: str = "", extra: str = "", version: str = "08",
    credit: bool = True,
) -> str:  # fmt: skip
    """One TxDtls; parties stand one level deeper from .08 on."""
    open_, close = ("<Pty>", "</Pty>") if int(version) >= 8 else ("", "")
    who = "Dbtr" if credit else "Cdtr"
    words = "".join(f"<Ustrd>{piece}</Ustrd>" for piece in text)
    structured = f"<Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd>" if reference else ""
    return (
        "<TxDtls><Refs>"
        + (f"<AcctSvcrRef>{tx_id}</AcctSvcrRef>" if tx_id else "")
        + f"<EndToEndId>{end_to_end}</EndToEndId></Refs>"
        + (f'<Amt Ccy="EUR">{amount}</Amt>' if amount else "")
        + extra
        + f"<RltdPties><{who}>{open_}<Nm>{name}</Nm>{close}</{who}>"
        + f"<{who}Acct><Id><IBAN>{iban}</IBAN></Id></{who}Acct></RltdPties>"
        + f"<RmtInf>{words}{structured}</RmtInf>"
        + (f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else "")
        + "</TxDtls>"
    )


def entry(
    amount: str, *details: str, ref: str = "", side: str = "CRDT", day: str = "2026-11-02", status: str = "BOOK",
    reversal: bool = False, currency: str = "EUR", version: str = "08", count: int = 0,
) -> str:  # fmt: skip
    state = f"<Cd>{status}</Cd>" if int(version) >= 8 else status
    batch = f"<Btch><NbOfTxs>{count}</NbOfTxs></Btch>" if count else ""
    inside = f"<NtryDtls>{batch}{''.join(details)}</NtryDtls>" if details or batch else ""
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>'
        + ("<RvslInd>true</RvslInd>" if reversal else "")
        + f"<Sts>{state}</Sts><BookgDt><Dt>{day}</Dt></BookgDt>"
        + (f"<AcctSvcrRef>{ref}</AcctSvcrRef>" if ref else "")
        + f"{inside}</Ntry>"
    )


def camt053(
    *entries: str, opening: str = "", closing: str = "", account: str = OURS, number: str = "S1", version: str = "08"
) -> bytes:
    balances = "".join(
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount.lstrip("-")}</Amt>'
        f"<CdtDbtInd>{'DBIT' if amount.startswith('-') else 'CRDT'}</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>"
        for code, amount in (("OPBD", opening), ("CLBD", closing))
        if amount
    )
    return _document("camt.053", "BkToCstmrStmt", "Stmt", balances + "".join(entries), account, number, version)


def camt054(*entries: str, account: str = OURS, number: str = "N1", version: str = "08") -> bytes:
    return _document("camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn", "".join(entries), account, number, version)


def _document(message: str, body: str, tag: str, inside: str, account: str, number: str, version: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{message}.001.{version}">'
        f"<{body}><GrpHdr><MsgId>{number}</MsgId></GrpHdr>\n<{tag}><Id>{number}</Id>"
        f"<Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>{inside}</{tag}></{body}></Document>"
    ).encode()
