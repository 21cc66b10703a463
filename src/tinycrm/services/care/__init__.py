"""Whom a small thing would help: own rhythm, reasons to care, what people answer when asked."""
