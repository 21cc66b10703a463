"""Other programs' files into plain records and back. Knows no store and no services."""
