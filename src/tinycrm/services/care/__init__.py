"""People to care for: own rhythm, reasons to care, what people answer when asked."""
