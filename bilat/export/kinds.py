"""The kinds of exports, each with what it is; the module of the same name writes it."""

EXPORTS = {
    "sqlite": "one SQLite database",
    "datapackage": "a folder of CSV files with a descriptor",
    "html": "one page to read in a browser, offline",
}
