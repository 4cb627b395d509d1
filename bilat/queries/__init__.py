"""What a person asked → SQL → rows."""
