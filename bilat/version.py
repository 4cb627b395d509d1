"""The version of bilat."""

__version__ = "0.1.0"
