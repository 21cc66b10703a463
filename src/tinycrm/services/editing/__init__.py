"""Adding contacts, and changing, archiving and deleting records."""
