"""YAML → a sound Dataset, or every problem as path:line:column."""
