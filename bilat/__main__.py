"""`python -m bilat`, and what the command `bilat` runs."""

import sys


def main() -> int:
    """Run the command line and return its exit status; Ctrl-C is 130, even during imports."""
    try:
        from bilat.cli import app

        return app.main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
