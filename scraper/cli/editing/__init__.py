"""A site's config beside the pages it is for: tried, saved, and its effect shown."""
