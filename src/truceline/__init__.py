"""truceline: the record of a ceasefire, and what can be said of its observance."""

__version__ = "0.1.0"
