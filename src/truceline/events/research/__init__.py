"""Research tools: learned reliability of sources. Off by default; never in a brief, a map or a verdict."""
