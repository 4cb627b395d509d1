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


def _changed(s: Source, change: Callable[[Any], None], name: str, where: str = "") -> Falsity:
    document = copy.deepcopy(s.data[name])
    change(document)
    return Falsity(f"{name} {where}", {name: document})


def _twice(s: Source, _: random.Random) -> Iterator[Falsity]:
    for kind in ("cooperation", "trade", "figures"):
        for name, index, record in s.records(kind):
            again = {**record, "id": f"{record['id']}-again"}
            yield _changed(s, lambda d, k=kind, r=again: d[k].append(r), name, record["id"])


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
                words = _any_words(s, name, rng)

                def change(d: Any, index: int = index, words: str = words) -> None:
                    d["participants"][index]["name"] = words

                yield _changed(s, change, name, words)


def _meeting_place(s: Source, rng: random.Random) -> Iterator[Falsity]:
    for name, _ in s.documents():
        for _ in range(12):
            words = _any_words(s, name, rng).split()[0]
            yield _changed(s, lambda d, words=words: d.update(place=words), name, words)


def _exchange(field: str) -> Callable[[Source, random.Random], Iterator[Falsity]]:
    def falsities(s: Source, _: random.Random) -> Iterator[Falsity]:
        def change(d: Any) -> None:
            first, second = d["participants"][:2]
            first[field], second[field] = second[field], first[field]

        for name, _document in s.documents():
            yield _changed(s, change, name)

    return falsities


def _passed_over(s: Source, _: random.Random) -> Iterator[Falsity]:
    for name, document in s.documents():
        for index, item in enumerate(document["left_out"]):
            yield _changed(s, lambda d, i=index: d["left_out"].pop(i), name, str(item["text"]))


def _fact_missing(s: Source, _: random.Random) -> Iterator[Falsity]:
    for kind in ("cooperation", "trade", "figures"):
        for name, index, record in s.records(kind):
            yield _changed(s, lambda d, k=kind, i=index: d[k].pop(i), name, record["id"])


def _capitals(s: Source, _: random.Random) -> Iterator[Falsity]:
    """Evidence that names a town, which is now the capital of another region."""
    for name, document in s.documents():
        own = next(r for r in s.data["regions.yaml"] if r["id"] == document["region"])
        if not any(
            own["capital"] in phrase
            for each in document["cooperation"]
            for phrase in each["evidence"]
        ):
            continue
        for index, region in enumerate(s.data["regions.yaml"]):
            if region["id"] != own["id"] and own["capital"] != own["name"]:
                regions = copy.deepcopy(s.data["regions.yaml"])
                regions[index]["capital"] = own["capital"]
                next(r for r in regions if r["id"] == own["id"])["capital"] = region["capital"]
                yield Falsity(f"{name} {region['id']}", {"regions.yaml": regions})


ON_DOCUMENTS: dict[str, Callable[[Source, random.Random], Iterator[Falsity]]] = {
    "the same fact under two ids": _twice,
    "a participant that is any words of the text": _participant,
    "a place of the meeting that is any word": _meeting_place,
    "sides of the participants swapped": _exchange("side"),
    "names of the participants swapped": _exchange("name"),
    "an entry of left_out removed": _passed_over,
    "a fact removed": _fact_missing,
    "evidence that names another region's capital": _capitals,
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
    """Whether the check of a copy of the real data finds a problem in a false dataset."""
    real = {name: (folder / name).read_text("utf-8") for name in falsity.files}
    try:
        for name, content in falsity.files.items():
            (folder / name).write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        return bool(check.check(folder, TEXTS).problems)
    finally:
        for name, text in real.items():
            (folder / name).write_text(text, "utf-8")


def outcomes(seed: int, most: int = MOST) -> Iterator[Outcome]:
    """Tries the false datasets of each kind."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(shutil.copytree(DATA, Path(temporary) / "data"))
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
            print(f"missed: {where}", file=sys.stderr)


if __name__ == "__main__":
    main()
