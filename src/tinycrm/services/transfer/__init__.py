"""Records from files and streams, and out to them."""
