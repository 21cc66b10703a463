"""The journal in readable form, and undo."""
