"""Exports ended at any moment, and many at once: `python -m tests.tools.interruptions COUNT [SEED]`.

Prints how often something was left beside the target, an older export was lost, or not exactly one
of several parallel exports wrote.
"""

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bilat.export.files import EXPORTS

SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
AT_ONCE = 50


def _start(kind: str, target: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bilat", "export", kind, str(target), *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE)


def _content(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else [*path.rglob("*")]
    return {each.name: each.read_bytes() for each in files if each.is_file()}


def interrupt(folder: Path, rng: random.Random) -> Counter[str]:
    """Ends one export at a random moment, and counts what it did."""
    kind, number = rng.choice([*EXPORTS]), rng.choice(SIGNALS)
    target = folder / "target"
    there_before = rng.random() < 0.5
    if there_before:
        _start(kind, target).communicate()
    before = _content(target)
    process = _start(kind, target, "--force")
    time.sleep(rng.random() * 0.8)
    process.send_signal(number)
    process.communicate()
    found = Counter(
        {f"{number.name} tried": 1, f"{number.name} before its end": process.returncode != 0}
    )
    if [each.name for each in folder.iterdir()] not in ([], ["target"]):
        found[f"{number.name} left something"] += 1
    if there_before and before.keys() != _content(target).keys():
        found["older export lost"] += 1
    _start(kind, folder / "next").communicate()
    if not {each.name for each in folder.iterdir()} <= {"target", "next"}:
        found["not cleared up by the next"] += 1
    return found


def race(folder: Path, rng: random.Random) -> Counter[str]:
    """Starts many exports at once, of which one is to write."""
    kind = rng.choice([*EXPORTS])
    started = [_start(kind, folder / "target") for _ in range(AT_ONCE)]
    for process in started:
        process.communicate()
    wrote = sum(not process.returncode for process in started)
    clean = [each.name for each in folder.iterdir()] == ["target"]
    return Counter(
        {"races": 1, "races with one writer and nothing else left": wrote == 1 and clean}
    )


def main() -> None:
    count, seed = int(sys.argv[1]), int((sys.argv[2:] or ["1"])[0])
    rng = random.Random(seed)
    found: Counter[str] = Counter()
    for attempt in range(count):
        folder = Path(tempfile.mkdtemp())
        found += race(folder, rng) if attempt % 20 == 0 else interrupt(folder, rng)
        shutil.rmtree(folder)
    for what, often in sorted(found.items()):
        print(f"{often:6} {what}")


if __name__ == "__main__":
    main()
