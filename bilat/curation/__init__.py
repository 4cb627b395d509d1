"""The dataset against its texts."""
