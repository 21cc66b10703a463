"""Values in, text out: for a person on a terminal, for a pipe, for a program."""
