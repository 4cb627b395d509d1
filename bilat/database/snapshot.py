"""The validated dataset as one file in the user's cache folder.

Its first line, after a checksum, holds the catalogues and what each document can be chosen by; then
comes a block a document: the meeting, then its lists with a separator before each, all as lines of
JSON. A record is read, and validated as strictly as YAML is, only when a query asks for it. A
snapshot that is stale or damaged is as good as none, and one that cannot be written is none.
"""

import contextlib
import hashlib
import os
import tempfile
import time
import weakref
import zlib
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import accumulate
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar, cast, overload

from pydantic import Field

from bilat.dataset.models import (
    Catalogues,
    Cooperation,
    Dataset,
    Document,
    Figure,
    Id,
    IsoDate,
    LeftOut,
    Meeting,
    Model,
    Trade,
)
from bilat.version import __version__

KEEP_DAYS = 30
KEEP_FILES = 16
MAX_HEAD = 64 * 1024 * 1024

LISTS: dict[str, type[Model]] = {
    "cooperation": Cooperation,
    "trade": Trade,
    "figures": Figure,
    "left_out": LeftOut,
}
SEPARATOR = b"\x1e"  # no JSON has it as it is

T = TypeVar("T")
R = TypeVar("R", bound=Model)


class Entry(NamedTuple):
    """What a document can be chosen by, and what its block is."""

    region: Id
    date: IsoDate
    length: Annotated[int, Field(ge=0)]
    checksum: int


class Head(Model):
    """The first line."""

    key: str
    catalogues: Catalogues
    documents: Annotated[tuple[Entry, ...], Field(strict=False)]


def _folder() -> Path | None:
    """Where snapshots are kept; None where they are turned off or there is no place for them."""
    if os.environ.get("BILAT_CACHE", "").lower() == "off":
        return None
    if home := os.environ.get("XDG_CACHE_HOME"):
        return Path(home) / "bilat"
    try:
        return Path.home() / ".cache" / "bilat"
    except RuntimeError:  # no home
        return None


def _path(folder: Path) -> Path | None:
    snapshots = _folder()
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:24]
    return snapshots / f"{name}.snapshot" if snapshots else None


def key(folder: Path) -> str:
    """What changes when bilat or a file of the folder does: names, sizes and times."""
    state = [__version__, str(folder)]
    for place in (folder, folder / "documents"):
        try:
            with os.scandir(place) as entries:
                state += (f"{place.name}/{entry.name}:{_state(entry)}" for entry in entries)
        except OSError as error:
            state.append(f"{place.name}: {error.strerror}")
    return hashlib.sha256("\0".join(sorted(state)).encode("utf-8", "replace")).hexdigest()


def _state(entry: os.DirEntry[str]) -> str:
    try:
        stat = entry.stat()
    except OSError as error:  # such as a link to nothing
        return str(error.strerror)
    return f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}"


def read(folder: Path, key: str, or_else: Callable[[], Dataset]) -> Dataset | None:
    """The dataset of a snapshot with this key; None where there is none that is whole.

    `or_else` reads the folder itself, should a document turn out to be damaged later.
    """
    path = _path(folder)
    try:
        if path is None or not path.is_file():  # a pipe would be waited for
            return None
        with path.open("rb") as file:
            line = file.readline(MAX_HEAD)
            checksum, _, text = line.partition(b" ")
            if int(checksum, 16) != zlib.crc32(text):
                return None
            head = Head.model_validate_json(text)
            ends = [*accumulate((entry.length for entry in head.documents), initial=len(line))]
            if head.key != key or os.fstat(file.fileno()).st_size != ends[-1]:
                return None
            descriptor = os.dup(file.fileno())
    except (OSError, ValueError):
        return None
    whole = cache(or_else)
    documents = _Documents(descriptor, ends, head.documents, lambda: whole().documents)
    return Dataset.model_construct(**vars(head.catalogues), documents=documents)


class _Lazy(Sequence[T]):
    """Records of a snapshot, each made when it is first asked for.

    Where one turns out to be damaged, `or_else` gives all of them.
    """

    def __init__(self, count: int, or_else: Callable[[], Sequence[T]]) -> None:
        self._records: list[T | None] = [None] * count
        self._or_else = or_else

    @abstractmethod
    def _make(self, index: int) -> T:
        """The record at an index; OSError or ValueError where it is damaged."""

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        record = self._records[index]
        if record is None:
            index = range(len(self))[index]
            try:
                record = self._records[index] = self._make(index)
            except (OSError, ValueError, IndexError):
                whole = self._or_else()
                self._records[:] = whole
                record = whole[index]
        return record

    def __iter__(self) -> Iterator[T]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[type, tuple[object]]:
        return tuple, (tuple(self),)  # what a copy or a pickle holds


class _Documents(_Lazy[Document]):
    """The documents of a snapshot, whose blocks begin at the offsets."""

    def __init__(
        self,
        descriptor: int,
        offsets: Sequence[int],
        entries: Sequence[Entry],
        or_else: Callable[[], Sequence[Document]],
    ) -> None:
        super().__init__(len(entries), or_else)
        self._descriptor = descriptor
        weakref.finalize(self, os.close, descriptor)
        self._offsets = offsets
        self._entries = entries

    def select(self, wanted: Callable[[str, str], bool]) -> Iterator[Document]:
        """The documents of which region and date are wanted."""
        for index, entry in enumerate(self._entries):
            if wanted(entry.region, entry.date):
                yield self[index]

    def _make(self, index: int) -> Document:
        entry = self._entries[index]
        block = os.pread(self._descriptor, entry.length, self._offsets[index])
        if zlib.crc32(block) != entry.checksum:
            raise ValueError("damaged")
        meeting, *lists = block.split(SEPARATOR)
        values = vars(Meeting.model_validate_json(meeting))
        for (name, model), text in zip(LISTS.items(), lists, strict=True):
            values[name] = _Facts(text, model, partial(_list_of, self._or_else, index, name))
        return Document.model_construct(**values)


def _list_of(documents: Callable[[], Sequence[Document]], index: int, name: str) -> Sequence[Any]:
    return cast(Sequence[Any], getattr(documents()[index], name))


class _Facts(_Lazy[R]):
    """The records of a list of a document, a line each."""

    def __init__(self, text: bytes, model: type[R], or_else: Callable[[], Sequence[R]]) -> None:
        super().__init__(text.count(b"\n"), or_else)
        self._text: bytes | list[bytes] = text
        self._model = model

    @property
    def _lines(self) -> list[bytes]:
        lines = self._text
        if isinstance(lines, bytes):
            lines = self._text = lines.splitlines()
        return lines

    def select(self, words: Iterable[Iterable[str]]) -> Iterator[R]:
        """The records in which a word of each group occurs, as the whole of some value."""
        lines = self._lines
        chosen = set(range(len(lines)))
        for group in words:
            marks = [f'"{word}"'.encode() for word in group]
            chosen &= {place for mark in marks for place, line in enumerate(lines) if mark in line}
        return map(self.__getitem__, sorted(chosen))

    def _make(self, index: int) -> R:
        return self._model.model_validate_json(self._lines[index])


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
                file.writelines(_pieces(key, dataset))
                file.close()
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        _tidy(path)


def _pieces(key: str, dataset: Dataset) -> Iterable[bytes]:
    blocks = []
    entries = []
    for document in dataset.documents:
        block = _block(document)
        entry = Entry(document.region, document.date.value, len(block), zlib.crc32(block))
        blocks.append(block)
        entries.append(entry)
    head = Head(key=key, catalogues=dataset, documents=tuple(entries))
    text = head.model_dump_json().encode() + b"\n"
    yield b"%08x %b" % (zlib.crc32(text), text)
    yield from blocks


def _block(document: Document) -> bytes:
    meeting = document.model_dump_json(include=set(Meeting.model_fields))
    lists = (
        "".join(record.model_dump_json(by_alias=True) + "\n" for record in getattr(document, name))
        for name in LISTS
    )
    return SEPARATOR.join(part.encode() for part in (meeting, *lists))


def _tidy(written: Path) -> None:
    """Old snapshots, and what killed processes left, do not pile up."""
    now = time.time()
    with contextlib.suppress(OSError):
        ages = {other: now - other.stat().st_mtime for other in written.parent.iterdir()}
        by_age = sorted(ages, key=ages.__getitem__)
        kept = [other for other in by_age if other.suffix == ".snapshot"][:KEEP_FILES]
        for other, age in ages.items():
            if other == written:
                continue
            if other.suffix == ".snapshot":
                unwanted = age > KEEP_DAYS * 86_400 or other not in kept
            else:
                unwanted = age > 3600  # no process writes that long
            if unwanted:
                other.unlink(missing_ok=True)
