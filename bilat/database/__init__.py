"""A Dataset → a SQLite database, kept in the user's cache."""
