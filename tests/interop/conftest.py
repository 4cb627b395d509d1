"""Other people's programs get the rows of a database that is kept."""

from tests.cli.conftest import warm_cache

__all__ = ["warm_cache"]
