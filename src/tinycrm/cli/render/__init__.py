"""Values in, text out: for a terminal, a pipe or a program."""
