"""Read other programs' files into plain records. Independent of the store and the services."""
