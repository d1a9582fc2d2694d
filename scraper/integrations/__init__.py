"""The extractor inside other people's programs; each module imports its framework by itself."""
