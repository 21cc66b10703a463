"""Full text, and suggestions for the Tab key."""
