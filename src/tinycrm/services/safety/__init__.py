"""Automatic backups of the store."""
