"""Today, People, Find, Help."""
