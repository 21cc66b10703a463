"""Benchmarks: a seeded generator of people, and the start-up time of every command."""
