"""Another way to import what `yaml` has, until nothing does."""

from bilat.dataset.yaml import Location, YamlError, decode, parse

__all__ = ["Location", "YamlError", "decode", "parse"]
