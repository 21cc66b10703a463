"""The cards that people came with: as they are kept, written back, and merged with changes."""
