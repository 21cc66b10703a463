"""One file a command, called as its command."""
