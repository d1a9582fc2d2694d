"""URL -> Page, politely. Nothing here knows what an article is.

Nothing is imported here: httpx takes a tenth of a second to load, and most commands fetch nothing.
"""
