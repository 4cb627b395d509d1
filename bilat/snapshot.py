"""The validated dataset as one file of JSON lines in the user's cache folder.

The first line holds the catalogues and where each document stands; then a line a document. A
document is read, and validated as strictly as YAML is, only when a query asks for it. A snapshot
that is stale or damaged is as good as none, and one that cannot be written is none.
"""

import contextlib
import hashlib
import json
import os
import tempfile
import time
import weakref
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, cast, overload

from bilat import __version__
from bilat.models import Catalogues, Dataset, Document, build

KEEP_DAYS = 30
KEEP_FILES = 16


class Entry(NamedTuple):
    """Where a document stands in a snapshot, and what it can be chosen by."""

    region: str
    date: str
    offset: int
    length: int
    checksum: int


def _folder() -> Path | None:
    """Where snapshots are kept; None where they are turned off or there is no place for them."""
    if os.environ.get("BILAT_CACHE", "").lower() == "off":
        return None
    if cache := os.environ.get("XDG_CACHE_HOME"):
        return Path(cache) / "bilat"
    try:
        return Path.home() / ".cache" / "bilat"
    except RuntimeError:  # no home
        return None


def _path(folder: Path) -> Path | None:
    cache = _folder()
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:24]
    return cache / f"{name}.jsonl" if cache else None


def key(folder: Path) -> str:
    """What changes when bilat or a file of the folder does: names, sizes and times."""
    state = [__version__, str(folder)]
    for place in (folder, folder / "documents"):
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    stat = entry.stat()
                    times = f"{stat.st_mtime_ns}:{stat.st_ctime_ns}"
                    state.append(f"{place.name}/{entry.name}:{stat.st_size}:{times}")
        except OSError as error:
            state.append(f"{place.name}: {error.strerror}")
    return hashlib.sha256("\0".join(sorted(state)).encode("utf-8", "replace")).hexdigest()


def read(folder: Path, key: str, or_else: Callable[[], Dataset]) -> Dataset | None:
    """The dataset of a snapshot with this key; None where there is none that is whole.

    `or_else` reads the folder itself, should a document turn out to be damaged later.
    """
    path = _path(folder)
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            line = file.readline()
            head = json.loads(line)
            if head["key"] != key or os.fstat(file.fileno()).st_size != head["size"] + len(line):
                return None
            build(Catalogues)
            catalogues = Catalogues.model_validate(head["catalogues"])
            entries = [Entry(*entry) for entry in head["documents"]]
            descriptor = os.dup(file.fileno())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    documents = _Documents(descriptor, len(line), entries, lambda: or_else().documents)
    return Dataset.model_construct(
        regions=catalogues.regions,
        sectors=catalogues.sectors,
        companies=catalogues.companies,
        documents=cast(tuple[Document, ...], documents),
    )


class _Documents(Sequence[Document]):
    """The documents of a snapshot, each read when it is first asked for."""

    def __init__(
        self,
        descriptor: int,
        start: int,
        entries: Sequence[Entry],
        or_else: Callable[[], Sequence[Document]],
    ) -> None:
        self._descriptor = descriptor
        weakref.finalize(self, os.close, descriptor)
        self._start = start
        self._entries = entries
        self._or_else = or_else
        self._documents: list[Document | None] = [None] * len(entries)

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> Document: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Document]: ...
    def __getitem__(self, index: int | slice) -> Document | Sequence[Document]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        return self._documents[index] or self._read(index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def select(self, wanted: Callable[[str, str], bool]) -> Iterator[Document]:
        """The documents of which region and date are wanted."""
        for index, entry in enumerate(self._entries):
            if wanted(entry.region, entry.date):
                yield self[index]

    def _read(self, index: int) -> Document:
        entry = self._entries[index]
        build(Document)
        try:
            line = os.pread(self._descriptor, entry.length, self._start + entry.offset)
            if zlib.crc32(line) != entry.checksum:
                raise ValueError("damaged")
            document = Document.model_validate_json(line)
        except (OSError, ValueError):
            self._documents = list(self._or_else())
            return cast(Document, self._documents[index])
        self._documents[index] = document
        return document


def write(folder: Path, key: str, dataset: Dataset) -> None:
    """Keeps a dataset under a key; silently does nothing where that is not possible."""
    path = _path(folder)
    if path is None:
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Readable by its owner only, and renamed when it is whole.
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as file:
            temporary = Path(file.name)
            try:
                file.writelines(_lines(key, dataset))
                file.close()
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        _tidy(path)


def _lines(key: str, dataset: Dataset) -> Iterable[bytes]:
    lines = []
    entries = []
    offset = 0
    for document in dataset.documents:
        line = document.model_dump_json(by_alias=True).encode() + b"\n"
        entry = Entry(document.region, document.date.value, offset, len(line), zlib.crc32(line))
        lines.append(line)
        entries.append(entry)
        offset += len(line)
    catalogues = dataset.model_dump(mode="json", by_alias=True, exclude={"documents"})
    head = {"key": key, "size": offset, "catalogues": catalogues, "documents": entries}
    yield json.dumps(head).encode() + b"\n"
    yield from lines


def _tidy(written: Path) -> None:
    """Old snapshots, and what killed processes left, do not pile up."""
    now = time.time()
    with contextlib.suppress(OSError):
        ages = {other: now - other.stat().st_mtime for other in written.parent.iterdir()}
        by_age = sorted(ages, key=ages.__getitem__)
        kept = [other for other in by_age if other.suffix == ".jsonl"][:KEEP_FILES]
        for other, age in ages.items():
            if other == written:
                continue
            if other.suffix == ".jsonl":
                unwanted = age > KEEP_DAYS * 86_400 or other not in kept
            else:
                unwanted = age > 3600  # no process writes that long
            if unwanted:
                other.unlink(missing_ok=True)
