"""What a developer asks of the source: a map of its rooms, and every sentence it can say."""
