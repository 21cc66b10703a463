"""Forgetting somebody for good: out of records, the journal, drafts, filters and copies."""
