"""`python -m bilat`, and what the command `bilat` runs."""


def main() -> None:
    """Runs the command line; Ctrl-C ends it quietly, even while it is still being imported."""
    try:
        from bilat import cli

        cli.main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
