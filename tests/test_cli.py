"""The command line: exit statuses, messages, formats."""

from tests.conftest import Run


def test_empty_json_is_an_empty_array(run: Run) -> None:
    assert run("regions", "zzz", "-f", "json") == (0, "[]\n", "no regions match\n")
