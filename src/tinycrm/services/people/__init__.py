"""Contacts: finding, listing, comparing and merging them, and when each is due."""
