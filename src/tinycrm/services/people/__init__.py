"""Contacts: how they are found, listed, compared and merged, and when each is due."""
