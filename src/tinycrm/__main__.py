"""`python -m tinycrm` is `crm`."""

from tinycrm.cli.main import run

run()
