"""The journal as a person reads it, and taking changes back."""
