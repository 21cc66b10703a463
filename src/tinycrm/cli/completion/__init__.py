"""The Tab key: what is offered, how it is asked for, and installing it."""
