"""The sample people of `crm demo`."""
