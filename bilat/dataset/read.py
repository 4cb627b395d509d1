"""Another way to import what `load` has, until nothing does."""

from bilat.dataset.load import Reading, read

__all__ = ["Reading", "read"]
