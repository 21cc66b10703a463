"""Questions a screen asks: each gives back one sentence about what it did, or nothing."""
