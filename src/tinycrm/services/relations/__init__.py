"""How people belong together: relations, seen from both sides."""
