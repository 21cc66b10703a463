"""What `crm today` and a card say: who waits, and in which words."""
