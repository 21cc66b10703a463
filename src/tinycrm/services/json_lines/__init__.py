"""The lines of an export: each record of the store written as one, and read back."""
