"""What `crm today` and the card of a contact show: what is due, and in which words."""
