"""Reading the command line: one grammar, declared by the commands, and two readers of it.

A table generated from the declarations lets the plain reader call a command without loading
Typer, which takes four times as long to load as a bare Python. What the plain reader does not
understand wholly, such as `--help` and every mistake, Typer reads.
"""
