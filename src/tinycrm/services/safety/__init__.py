"""Backups, restoring, the checks of the doctor, a shorter journal, and hooks."""
