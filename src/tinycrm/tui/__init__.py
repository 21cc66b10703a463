"""The screens: working through today, and logging notes at the speed of typing."""
