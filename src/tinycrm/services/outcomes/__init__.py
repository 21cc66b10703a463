"""What became of it: wins, deals, care, answers, perks and figures."""
