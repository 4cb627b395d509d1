"""Another way to import what `load` has, until nothing does."""

from bilat.dataset.load import FILES, data_folder

__all__ = ["FILES", "data_folder"]
