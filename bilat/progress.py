"""Another way to import what `bilat.errors` has, until nothing does."""

from bilat.errors import Progress, T, silent

__all__ = ["Progress", "T", "silent"]
