"""False datasets made from the real one, and how many of them the check notices.

`python -m tests.tools.falsify [SEED]` prints a table of what was noticed, by kind. It needs the
source texts.
"""

import copy
import json
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bilat import texts
from bilat.curation import check
from bilat.dataset import strict_yaml
from tests.conftest import DATA, TEXTS
from tests.tools.falsities import ON_RECORDS, Change, Data, Source

MOST = 60
"""How many tries of a kind there are at the most."""


class Falsity(NamedTuple):
    """A false dataset: where it is false, and the files that differ from the real ones."""

    where: str
    files: Data
    text: str | None = None
    """The text that is compared instead of the real one."""


class Outcome(NamedTuple):
    """What came of the tries of one kind."""

    kind: str
    tried: int
    missed: list[str]

    @property
    def noticed(self) -> int:
        return self.tried - len(self.missed)


def source() -> Source:
    """Reads the data folder and the texts."""
    data = {
        str(path.relative_to(DATA)): strict_yaml.parse(path.read_text("utf-8"))
        for path in sorted(DATA.rglob("*.yaml"))
    }
    known = texts.read_folder(TEXTS)
    paragraphs = {
        name: [each.text for each in known[document["source"]["sha256"]].paragraphs]
        for name, document in data.items()
        if name.startswith("documents/")
    }
    return Source(data, paragraphs)


def _on_records(
    s: Source, rng: random.Random, kinds: tuple[str, ...], change: Change
) -> Iterator[Falsity]:
    for kind in kinds:
        for name, index, record in s.records(kind):
            document = copy.deepcopy(s.data[name])
            for _ in change(s, name, document[kind][index], rng):
                yield Falsity(f"{name} {record['id']}", {name: copy.deepcopy(document)})


# What makes a document false


def _with(s: Source, name: str, field: str, value: Any, where: str) -> Falsity:
    return Falsity(f"{name} {where}", {name: {**s.data[name], field: value}})


def _twice(s: Source, _: random.Random) -> Iterator[Falsity]:
    for kind in ("cooperation", "trade", "figures"):
        for name, _index, record in s.records(kind):
            again = {**record, "id": f"{record['id']}-again"}
            yield _with(s, name, kind, [*s.data[name][kind], again], record["id"])


def _removed(*lists: str) -> Callable[[Source, random.Random], Iterator[Falsity]]:
    def falsities(s: Source, _: random.Random) -> Iterator[Falsity]:
        for name, document in s.documents():
            for kind in lists:
                for index, each in enumerate(document[kind]):
                    rest = [*document[kind][:index], *document[kind][index + 1 :]]
                    yield _with(s, name, kind, rest, str(each.get("id") or each["text"]))

    return falsities


def _any_words(s: Source, name: str, rng: random.Random) -> str:
    words = [
        found[0]
        for paragraph in s.paragraphs[name]
        for found in re.finditer(r"[^\W\d_]{2,}(?: [^\W\d_]{2,})?", paragraph)
    ]
    people = [word for each in s.data[name]["participants"] for word in each["name"].split()]
    return rng.choice([word for word in words if not any(each in word for each in people)])


def _participant(s: Source, rng: random.Random) -> Iterator[Falsity]:
    for name, document in s.documents():
        for index in range(len(document["participants"])):
            for _ in range(6):
                people = copy.deepcopy(document["participants"])
                people[index]["name"] = _any_words(s, name, rng)
                yield _with(s, name, "participants", people, people[index]["name"])


def _meeting_place(s: Source, rng: random.Random) -> Iterator[Falsity]:
    for name, _ in s.documents():
        for _ in range(12):
            word = _any_words(s, name, rng).split()[0]
            yield _with(s, name, "place", word, word)


def _exchanged(field: str) -> Callable[[Source, random.Random], Iterator[Falsity]]:
    def falsities(s: Source, _: random.Random) -> Iterator[Falsity]:
        for name, document in s.documents():
            first, second = document["participants"][:2]
            people = [{**first, field: second[field]}, {**second, field: first[field]}]
            yield _with(s, name, "participants", people, field)

    return falsities


def _capital(s: Source, _: random.Random) -> Iterator[Falsity]:
    """A text whose evidence speaks of the capital of another region."""
    for name, document in s.documents():
        regions = {region["id"]: region for region in s.data["regions.yaml"]}
        town = regions.pop(document["region"])["capital"]
        for index, record in enumerate(document["cooperation"]):
            for phrase in record["evidence"]:
                for other in regions.values() if town in phrase else ():
                    capital = other["capital"]
                    new = phrase.replace(town, capital)
                    content = "\n\n".join(s.paragraphs[name]).replace(phrase, new)
                    changed = json.loads(json.dumps(record).replace(town, capital))
                    cooperation = [*document["cooperation"]]
                    cooperation[index] = changed
                    source = {**document["source"], "sha256": texts.sha256(content)}
                    files = {name: {**document, "source": source, "cooperation": cooperation}}
                    yield Falsity(f"{name} {record['id']} {capital}", files, content)


ON_DOCUMENTS: dict[str, Callable[[Source, random.Random], Iterator[Falsity]]] = {
    "the same fact under two ids": _twice,
    "a participant that is any words of the text": _participant,
    "a place of the meeting that is any word": _meeting_place,
    "sides of the participants swapped": _exchanged("side"),
    "names of the participants swapped": _exchanged("name"),
    "an entry of left_out removed": _removed("left_out"),
    "a fact removed": _removed("cooperation", "trade", "figures"),
    "evidence that names another region's capital": _capital,
}


def falsities(s: Source, seed: int) -> Iterator[tuple[str, list[Falsity]]]:
    """The false datasets of each kind, in an order that the seed decides."""
    for kind, (lists, change) in ON_RECORDS.items():
        rng = random.Random(f"{seed} {kind}")
        found = list(_on_records(s, rng, lists, change))
        yield kind, rng.sample(found, min(MOST, len(found)))
    for kind, make in ON_DOCUMENTS.items():
        rng = random.Random(f"{seed} {kind}")
        found = list(make(s, rng))
        yield kind, rng.sample(found, min(MOST, len(found)))


def is_noticed(falsity: Falsity, folder: Path) -> bool:
    """Whether a check finds a problem; `folder` holds copies of the real data and the texts."""
    data, known = folder / "data", folder / "texts"
    real = {name: (data / name).read_text("utf-8") for name in falsity.files}
    changed = known / "changed.txt"
    try:
        for name, content in falsity.files.items():
            (data / name).write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        if falsity.text is not None:
            changed.write_text(falsity.text, "utf-8")
        return bool(check.check(data, known).problems)
    finally:
        changed.unlink(missing_ok=True)
        for name, text in real.items():
            (data / name).write_text(text, "utf-8")


def outcomes(seed: int, most: int = MOST) -> Iterator[Outcome]:
    """Tries the false datasets of each kind."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(DATA, folder / "data")
        shutil.copytree(TEXTS, folder / "texts")
        for kind, found in falsities(source(), seed):
            tried = found[:most]
            missed = [each.where for each in tried if not is_noticed(each, folder)]
            yield Outcome(kind, len(tried), missed)


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    print("| what is false | noticed | tried |\n| --- | ---: | ---: |")
    for outcome in outcomes(seed):
        print(f"| {outcome.kind} | {outcome.noticed} | {outcome.tried} |", flush=True)
        for where in outcome.missed:
            print(f"missed: {outcome.kind}: {where}", file=sys.stderr)


if __name__ == "__main__":
    main()
