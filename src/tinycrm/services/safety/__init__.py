"""Copies of the store that make themselves."""
