"""Completion in real shells: what is offered, and that no name in a data folder runs anything."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from bilat.queries.filters import FILTERS
from tests.cli.shell import shell
from tests.cli.shells import COMMANDS, Shell
from tests.conftest import Run
from tests.interop.programs import require


class Offered(Protocol):
    def __call__(self, line: str) -> list[str]: ...


@pytest.fixture
def offered(run: Run, monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Return what bash is offered at the end of a line."""

    def offered(line: str) -> list[str]:
        with monkeypatch.context() as patch:
            patch.setenv("_BILAT_COMPLETE", "complete_bash")
            patch.setenv("COMP_WORDS", line)
            patch.setenv("COMP_CWORD", str(line.count(" ")))
            status, out, err = run()
        assert (status, err) == (0, "")
        return [word for word in out.split("\n") if word]

    return offered


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("bilat sectors --region ", "bashkortostan chelyabinsk irkutsk khabarovsk sverdlovsk"),
        ("bilat sectors -r B", "Bashkortostan"),
        ("bilat sectors -r irkutsk,k", "irkutsk,khabarovsk"),
        ("bilat sectors --sector tra", "trams"),
        ("bilat companies --company m", "maz mogilevliftmash mogilevliftmash-usolye mtz mzor"),
        ("bilat matrix --status ", "existing planned proposed interest"),
        ("bilat matrix --status existing,P", "existing,Planned existing,Proposed"),
        ("bilat sectors --form joint", "joint-production joint-venture"),
        ("bilat sectors --side ", "belarus region both"),
        ("bilat sectors --scope ", "region wider all"),
        ("bilat sectors --said-by p", "president"),
        ("bilat sectors --said-by Kui", "Kuivashev"),
        ("bilat sectors --said-by ye", "yevgeny-kuivashev"),
        ("bilat regions --year ", "2015 2020 2025"),
        ("bilat regions --district f", "far-eastern"),
        ("bilat trade --flow ", "turnover exports imports"),
        ("bilat regions --format j", "json jsonl"),
        ("bilat trade --columns id,year_", "id,year_from id,year_to id,year_basis"),
        ("bilat matrix --sort b", "bashkortostan"),
        ("bilat schema d", "document dataset documents"),
        ("bilat export s", "sqlite"),
        ("bilat show mz", "mzor"),
        ("bilat show Os", "Osvey-aircraft"),
        (
            "bilat show irkutsk/e",
            "irkutsk/electric-cars irkutsk/elevators irkutsk/elevators-demand",
        ),
        ("bilat show irkutsk-2020-09-25/turnover-2020", "irkutsk-2020-09-25/turnover-2020"),
        ("bilat reg", "regions"),
    ],
)
def test_ids_and_words_are_offered(offered: Offered, line: str, words: str) -> None:
    assert sorted(offered(line)) == sorted(words.split())


def test_everything_offered_to_show_can_be_shown(run: Run, offered: Offered) -> None:
    for line in (
        "bilat show ",
        *(f"bilat show {region}/" for region in offered("bilat matrix -r ")),
    ):
        for word in offered(line)[::3]:
            assert run("show", word, "-f", "json").status == 0, word


def test_every_word_offered_of_a_filter_is_understood(run: Run, offered: Offered) -> None:
    for each in FILTERS.values():
        if each.flag:
            continue
        option = each.options[0]
        listing = each.listings[0]
        found = offered(f"bilat {listing} {option} ")
        for word in {*found[:1], *found[-1:]}:
            result = run(listing, option, word, "-f", "json")
            assert result.status == 0, (option, word, result.err)


def test_nothing_is_offered_of_what_cannot_be_read(
    offered: Offered, monkeypatch: pytest.MonkeyPatch, data_copy: Path
) -> None:
    assert offered("bilat sectors --data /nowhere --region ") == []
    monkeypatch.setenv("BILAT_DATA", "/nowhere")
    assert offered("bilat sectors --region ") == []
    (data_copy / "regions.yaml").write_text("- id: [\n")
    monkeypatch.setenv("BILAT_DATA", str(data_copy))
    assert offered("bilat sectors --region ") == []


def test_zsh_and_fish_show_what_an_id_is() -> None:
    line = "bilat companies --company mz"
    zsh = shell("bilat", _BILAT_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line)
    assert zsh.stdout.decode() == '_arguments \'*: :(("mzor":"MZOR"))\'\n'
    fish = shell(
        "bilat",
        _BILAT_COMPLETE="complete_fish",
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert fish.stdout.decode() == "mzor\tMZOR\n"


# A data folder whose names are commands

ATTACK = (
    "\\$(touch ran-1) $(touch ran-2) `touch ran-3` ;touch ran-4 & \\`touch ran-5\\` '\\'' '\\''"
)


@pytest.fixture
def hostile(data_copy: Path) -> Path:
    """A copy of the data in which every free name has what a shell would obey."""
    quoted = ATTACK.replace("'", "''").replace("\\", "\\\\")
    for name in ("regions", "sectors", "companies"):
        path = data_copy / f"{name}.yaml"
        text = path.read_text()
        for key in ("official_name", "name", "capital"):
            text = re.sub(
                rf"^(\s+{key}: )([^'\"\n].*)$",
                lambda found: f"{found[1]}'{found[2]} {quoted}'",
                text,
                flags=re.MULTILINE,
            )
        path.write_text(text)
    for path in (data_copy / "documents").glob("*.yaml"):
        text = path.read_text()
        text = re.sub(r"\{name: ([^,'\"]*), hs:", rf"{{name: '\1 {quoted}', hs:", text)
        text = re.sub(r"\{name: ([^,'\"]*), title:", rf"{{name: '{quoted} \1', title:", text)
        path.write_text(text)
    return data_copy


def test_nothing_that_a_shell_obeys_is_offered(
    offered: Offered, monkeypatch: pytest.MonkeyPatch, hostile: Path
) -> None:
    monkeypatch.setenv("BILAT_DATA", str(hostile))
    for line in (
        *(f"bilat {each.listings[0]} {each.options[-1]} " for each in FILTERS.values()),
        *("bilat show ", "bilat matrix --columns ", "bilat matrix --sort "),
    ):
        words = offered(line)
        assert [word for word in words if not re.fullmatch(r"[\w.:/+,-]+", word)] == []


@pytest.fixture(params=COMMANDS)
def typed(request: pytest.FixtureRequest, hostile: Path, tmp_path: Path) -> Iterator[Shell]:
    """A shell in an empty folder that completes from the hostile data."""
    require(request.param)
    home = tmp_path / "home"
    home.mkdir()
    opened = Shell(request.param, home, {"BILAT_DATA": str(hostile)})
    yield opened
    opened.close()
    assert [path.name for path in home.rglob("ran-*")] == []


COMPLETED = {
    "bilat regions -r Ir": "bilat regions -r Irkutsk",
    "bilat show irkutsk/turnover-2020": "bilat show irkutsk/turnover-2020",
    "bilat sectors --said-by Kui": "bilat sectors --said-by Kuivashev",
    "bilat matrix --status exi": "bilat matrix --status existing",
    "bilat trade --columns id,year_f": "bilat trade --columns id,year_from",
}
AMBIGUOUS = [
    "bilat regions --region ",
    "bilat sectors --product b",
    "bilat companies --company ",
    "bilat show m",
]


def test_what_is_typed_is_completed_to_one_word_and_runs_nothing(typed: Shell) -> None:
    assert typed.words("'two words' $(echo one)") == ["two words", "one"]
    for line, completed in COMPLETED.items():
        assert typed.words(f"{line}\t") == completed.split()
    for line in AMBIGUOUS:
        words = typed.words(f"{line}\t")
        assert words[:2] == line.split()[:2]
        assert all(re.fullmatch(r"[\w./+,-]+", word) for word in words), words


def test_the_hostile_names_would_run_where_a_shell_evaluates_them(tmp_path: Path) -> None:
    """What the tests above keep from happening does happen where it is let."""
    shell(f'cd "{tmp_path}"; eval "echo $ATTACK"', ATTACK=ATTACK.replace("\\", ""))
    assert [path.name for path in tmp_path.iterdir()] != []
