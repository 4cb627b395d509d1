"""The command line: argv → one question, its rows → one writer."""
