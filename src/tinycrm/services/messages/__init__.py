"""Short messages to a person, from templates: the right name and facts, ready to send."""
