"""Another way to import the version, until nothing does."""

from bilat import __version__

__all__ = ["__version__"]
