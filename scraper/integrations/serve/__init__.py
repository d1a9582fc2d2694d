"""The extractor as a service: over HTTP here, for assistants in `scraper.integrations.mcp`.

Nothing is imported here: what both share, the desk, needs no web framework.
"""
