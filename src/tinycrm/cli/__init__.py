"""The command line: a command reads its words, calls one service, renders what comes back."""
