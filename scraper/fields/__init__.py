"""One printed string in, one value out: bylines, datelines, dates, credits."""
