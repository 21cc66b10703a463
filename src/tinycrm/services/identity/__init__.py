"""Who is the same: newcomers, cards that came in, and the contacts that they are."""
