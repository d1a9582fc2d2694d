"""The command line: the only part of the package that reads argv, prints, and sets exit codes."""
