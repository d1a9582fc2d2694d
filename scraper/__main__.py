"""`python -m scraper`, the same as `scraper`."""

from scraper.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
