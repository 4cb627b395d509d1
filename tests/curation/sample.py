"""An invented report and its records, to be written into folders and checked."""

from pathlib import Path

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
PEOPLE = """\
  - {name: Anna Belova, title: President of Belarus, side: belarus}
  - {name: Pavel Ozerov, title: Governor of Zarechye Oblast, side: region}
"""
OPENING = "Belarusian President Anna Belova met with Governor Pavel Ozerov on 10 June.\n\n"
"""The first paragraph of most texts; `document` leaves it out as a frame."""
OPENING_LEFT_OUT = "  - {paragraph: 1, text: null, kind: frame}\n"


def document(
    text: str,
    records: str,
    *,
    date: str = "2016-06-10",
    suffix: str = "",
    stated: str = "10 June",
    basis: str = "inferred",
    place: str = "null",
    language: str = "en",
    people: str = PEOPLE,
) -> str:
    """Return the file of a document; lists that the records do not have are empty.

    Where the text begins with `OPENING`, that is left out.
    """
    left_out = OPENING_LEFT_OUT if text.startswith(OPENING) else ""
    lists = dict.fromkeys(("cooperation", "trade", "figures"), " []\n")
    lists["left_out"] = f"\n{left_out}" if left_out else " []\n"
    for block in records.strip("\n").split("\n\n"):
        name, _, items = block.partition(":")
        if name:
            more = left_out if name == "left_out" else ""
            lists[name] = f"\n{more}{items.lstrip(chr(10))}\n"
    return f"""\
id: zarechye-{date}{suffix}
region: zarechye
date: {{value: "{date}", stated: "{stated}", basis: {basis}, note: Known.}}
place: {place}
participants:
{people}source:
  publisher: An invented gazette
  url: https://example.org/talks
  language: {language}
  sha256: {texts.sha256(text)}
  paragraphs: {len(texts.split(text))}
""" + "".join(f"{name}:{items}" for name, items in lists.items())


def write(folder: Path, *reports: tuple[str, str], files: dict[str, str] | None = None) -> None:
    """Write a data folder and a folder of texts; each report is a text and its document."""
    contents = {f"data/{name}": content for name, content in CATALOGUES.items()}
    for number, (text, yaml) in enumerate(reports, 1):
        id_ = yaml.partition("\n")[0].removeprefix("id: ")
        contents[f"data/documents/{id_}.yaml"] = yaml
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
