"""Invented reports and their records, to be written into folders and checked."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bilat import text as texts
from bilat.curation.check import Report, check

CATALOGUES = {
    "dataset.yaml": 'title: Talks\ndescription: Invented meetings.\nversion: "1.0.0"\n',
    "regions.yaml": """\
- id: zarechye
  name: Zarechye
  official_name: Zarechye Oblast
  kind: oblast
  iso_3166_2: RU-ZAR
  federal_district: Central
  capital: Lugovsk
  name_ru: Зареченская область
  aliases: [Zarechye Region, Lugovsk]
- id: vladimir
  name: Vladimir
  official_name: Vladimir Oblast
  kind: oblast
  iso_3166_2: RU-VLA
  federal_district: Central
  capital: Vladimir
  name_ru: Владимирская область
""",
    "sectors.yaml": """\
- {id: buses, name: Buses, name_ru: Автобусы, parents: [], isic: ["2910"]}
- {id: lifts, name: Lifts, name_ru: Лифты, parents: [], isic: ["2816"]}
""",
    "companies.yaml": """\
- {id: zubr, name: Zubr, city: null, country: null}
- {id: zubr-motors, name: Zubr Motors, city: null, country: Belarus}
- {id: polesie-lift, name: Polesie Lift, aliases: [PLZ], city: null, country: Belarus}
""",
}
OPENING = "Belarusian President Anna Belova met with Governor Pavel Ozerov on 10 June.\n\n"
"""The first paragraph of most reports, which is left out as a frame."""
HEADER: dict[str, Any] = {
    "region": "zarechye",
    "date": {"value": "2016-06-10", "stated": "10 June", "basis": "inferred", "note": "Known."},
    "place": None,
    "participants": [
        {"name": "Anna Belova", "title": "President of Belarus", "side": "belarus"},
        {"name": "Pavel Ozerov", "title": "Governor of Zarechye Oblast", "side": "region"},
    ],
}
SOURCE = {"publisher": "A gazette", "url": "https://example.org/talks", "language": "en"}
FACT = {"stated_by": "document", "paragraphs": [2]}
DEFAULTS: dict[str, dict[str, Any]] = {
    "cooperation": {
        "sector": "buses",
        "status": "existing",
        "side": None,
        "summary": "A summary.",
        **FACT,
    },
    "trade": {"period": None, "kind": "actual", "amount": None, "change": None, **FACT},
    "figures": {"name": "A", "amount": None, "period": None, "scope": "the region", **FACT},
    "left_out": {"paragraph": 2, "kind": "general"},
}
AMOUNT = ("text", "hedge", "lower", "upper", "unit")
CHANGE = ("text", "direction", "hedge", "lower", "upper", "factor", "compared_to")
Records = Mapping[str, Sequence[Mapping[str, Any]]]


def document(text: str, records: Records, id_: str = "zarechye-2016-06-10", **header: Any) -> str:
    """Return the file of a document, a line for each of its fields.

    What a record does not have is filled in. Amounts and changes may be written as their fields
    with bars between them: `almost $5 million | almost | null | 5000000 | USD`.
    """
    lists = {
        kind: [_record(kind, n, each) for n, each in enumerate(records.get(kind, []))]
        for kind in DEFAULTS
    }
    if text.startswith(OPENING):
        lists["left_out"].append({"paragraph": 1, "text": None, "kind": "frame"})
    count = len(texts.Text(Path(), text).paragraphs)
    source = {**SOURCE, "sha256": texts.sha256(text), "paragraphs": count}
    source |= {key: header.pop(key) for key in SOURCE if key in header}
    fields = {"id": id_, **HEADER, **header, "source": source, **lists}
    return "".join(f"{key}: {_line(value)}\n" for key, value in fields.items())


def _record(kind: str, number: int, given: Mapping[str, Any]) -> dict[str, Any]:
    id_ = {} if kind == "left_out" else {"id": f"{kind}-{number}"}
    record = {**id_, **DEFAULTS[kind], **given}
    for field, names in (("amount", AMOUNT), ("change", CHANGE)):
        if isinstance(row := record.get(field), str):
            text, *others = (part.strip() for part in row.split("|"))
            values = [text, *map(_value, others)]
            record[field] = dict(zip(names, [*values, *[None] * len(names)], strict=False))
    return record


def _value(text: str) -> Any:
    return json.loads(text) if re.fullmatch(r"null|-?\d+(\.\d+)?", text) else text


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def write(folder: Path, *reports: tuple[str, str], files: Mapping[str, str] | None = None) -> None:
    """Write a data folder and a folder of texts; each report is a text and its document."""
    contents = {f"data/{name}": content for name, content in CATALOGUES.items()}
    for number, (text, written) in enumerate(reports, 1):
        id_ = json.loads(written.partition("\n")[0].removeprefix("id: "))
        contents[f"data/documents/{id_}.yaml"] = written
        contents[f"texts/report-{number}.txt"] = text
    for name, content in {**contents, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")


def report(folder: Path) -> Report:
    """Return the report on folders that are written."""
    return check(folder / "data", folder / "texts")


def messages(found: Report) -> list[str]:
    """Return what a check prints, without paths; a position in a text follows the word text.

    Entries of the catalogues that an invented report does not use are passed over.
    """
    printed = []
    for kind, problems in (("", found.problems), ("note: ", found.notes)):
        for each in problems:
            where = each.field or (f"text {each.line}:{each.column}" if each.line else "")
            if "is unused" not in each.message:
                printed.append(f"{where}: {kind}{each.message}".removeprefix(": "))
    return printed


def printed(folder: Path, text: str, records: Records, **header: Any) -> list[str]:
    """Return what the check prints about an invented report and its records."""
    write(folder, (text, document(text, records, **header)))
    return messages(report(folder))
