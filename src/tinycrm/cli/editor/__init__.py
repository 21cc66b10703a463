"""Writing in `$EDITOR`: notes, settings, and records as forms."""
