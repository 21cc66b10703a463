"""Adding contacts, and changing, archiving, deleting and forgetting records."""
