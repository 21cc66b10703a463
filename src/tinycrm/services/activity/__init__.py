"""What happens with people: notes, reminders, issues, and what a note promises."""
