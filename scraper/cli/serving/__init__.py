"""`scraper serve` and `scraper mcp`: the extractor for other programs."""
