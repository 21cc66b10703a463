"""The command line: a command parses its arguments, calls one service and prints the result."""
