"""Adding people, changing records, removing and forgetting them."""
