"""Measuring: a seeded generator of people, and the cold start of every command beside Python's."""
