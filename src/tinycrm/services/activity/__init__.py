"""What happens with contacts: notes, reminders, issues, and the promises in notes."""
