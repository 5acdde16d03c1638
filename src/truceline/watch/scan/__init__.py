"""Space-time scan statistics: where and when events cluster, and how often chance would do the same."""
