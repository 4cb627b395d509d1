"""Text and links in Markdown.

Every value is escaped: a dataset from somebody else injects neither links nor HTML.
"""

import re

from bilat.output.spaces import plain

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~^&@]|://|(?<=www)\.|^(?:[#+=-]|\d+[.)])", re.IGNORECASE)
_UNSAFE = re.compile(r"""[\s<>()\[\]\\"'`|]""")


def link(text: str, url: str) -> str:
    """A link to an address of the web; the text alone where the address is none."""
    if not url.startswith(("http://", "https://")):
        return escaped(text)
    safe = _UNSAFE.sub(lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), url)
    return f"[{escaped(text)}]({safe})"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return letters(" ".join(plain(text).split()))


def letters(text: str) -> str:
    """Text of which Markdown makes nothing."""
    return _SPECIAL.sub(lambda found: "".join(map(_escape, found[0])), text)


def _escape(char: str) -> str:
    return char if char in "/0123456789" else f"\\{char}"
