"""`scraper sites`: its commands, a module each."""
