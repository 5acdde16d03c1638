"""Term kinds, one a file."""
