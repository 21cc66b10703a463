"""What the typed words of a note say: its kind, tags and names, and what it promises."""
