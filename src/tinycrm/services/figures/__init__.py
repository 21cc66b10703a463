"""Figures of a month, of a year, and what went together: each with its formula and its rows."""
