"""A small news site on this machine, to try the fetcher on: invented stories in three layouts."""
