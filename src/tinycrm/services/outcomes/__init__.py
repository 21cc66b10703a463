"""What came of small things: wins and deals, thanks, and the chains between them."""
