"""Whether this process runs one command and ends right after it, as `crm` in a shell does.

What is freed then may be left to the system. Tests, the screens and programs that import tinycrm
live on: for them everything is closed as soon as it is done with.
"""

ends_after_command = False
