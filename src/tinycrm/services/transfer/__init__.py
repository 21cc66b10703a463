"""Import from files and streams, and export."""
