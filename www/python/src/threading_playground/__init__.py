"""Python's threading, run for real in the pages of your documentation."""

__version__ = "0.0.0"
