"""The screens: the morning worked through, notes logged at the speed of typing."""
