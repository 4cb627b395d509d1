"""The pixels of a screenshot, with the standard library."""

import struct
import zlib

Pixel = tuple[int, ...]
"""Red, green and blue."""


def pixels(png: bytes) -> list[list[Pixel]]:
    """The rows of a PNG with eight bits a channel and no interlacing."""
    place, data, width, depth = 8, b"", 0, 0
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        chunk = png[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, depth = struct.unpack(">I", chunk[:4])[0], {2: 3, 6: 4}[chunk[9]]
        elif kind == b"IDAT":
            data += chunk
        place += length + 12
    raw, stride = zlib.decompress(data), width * depth
    line, rows = bytearray(stride), []
    for start in range(0, len(raw), stride + 1):
        line = _line(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), line, depth)
        rows.append([*zip(*(line[channel::depth] for channel in range(3)), strict=True)])
    return rows


def _line(filter_: int, line: bytearray, above: bytearray, depth: int) -> bytearray:
    """A line without its filter, which foretells a byte from those at its left and above."""
    if filter_ == 0:
        return line
    for index, value in enumerate(line):
        left = line[index - depth] if index >= depth else 0
        corner = above[index - depth] if index >= depth else 0
        up = above[index]
        near = left + up - corner
        nearest = min((left, up, corner), key=lambda each: abs(near - each))
        line[index] = (value + (0, left, up, (left + up) // 2, nearest)[filter_]) & 255
    return line
