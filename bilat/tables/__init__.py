"""Rows → tables for a terminal. The only package that imports rich, and slow to import for it."""

from bilat.tables.chart import chart
from bilat.tables.listings import listing, plain
from bilat.tables.matrix import matrix
from bilat.tables.profile import profile

__all__ = ["chart", "listing", "matrix", "plain", "profile"]
