"""Full-text search, and suggestions for the Tab key."""
