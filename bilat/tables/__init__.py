"""Rows → tables for a terminal. The only package that imports rich, and slow to import for it."""

from bilat.tables.listings import listing, plain
from bilat.tables.matrix import matrix

__all__ = ["listing", "matrix", "plain"]
