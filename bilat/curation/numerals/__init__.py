"""The numbers of a text, in digits and in words, with their values."""
