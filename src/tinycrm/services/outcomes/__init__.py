"""What came of small things: wins and deals, thanks, care, answers, perks, and their chains."""
