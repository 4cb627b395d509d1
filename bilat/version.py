"""The version of bilat."""

__version__ = "0.2.0"
