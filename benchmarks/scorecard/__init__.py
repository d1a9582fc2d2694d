"""The scorecard: what the fetcher promises, tried against servers that make it hard to keep.

Each module tries the lines of one subject, and each line gives a `Row`. Everything runs on the
loopback addresses of one machine; no server outside of it is asked for anything.
"""
