"""What `scraper fetch` is made of."""
