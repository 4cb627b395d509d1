"""A dataset from somebody who means ill: markup and scripts in every free text."""

from pathlib import Path
from typing import Any

import yaml

PAYLOAD = """"'></td></script><script>document.title='owned'</script><img/src=x/onerror=alert(1)>"""
FREE = frozenset(
    "name official_name summary scope condition cause doubt note title publisher place".split()
)
"""The keys of texts that may be anything."""
SHORT = frozenset(("condition", "cause", "doubt", "scope"))
"""Those that may have a few words only."""


def poison(folder: Path, form: str = f"{{}} {PAYLOAD}") -> None:
    """Give every free text of a data folder another form, which adds markup or commands."""
    for path in (*folder.glob("*.yaml"), *folder.glob("documents/*.yaml")):
        poisoned = _poisoned(yaml.safe_load(path.read_text(encoding="utf-8")), form)
        path.write_text(yaml.safe_dump(poisoned, allow_unicode=True), encoding="utf-8")


def _poisoned(value: Any, form: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _poisoned(each, form, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_poisoned(each, form, key) for each in value]
    if not isinstance(value, str) or key not in FREE:
        return value
    return PAYLOAD if key in SHORT else form.format(value)
