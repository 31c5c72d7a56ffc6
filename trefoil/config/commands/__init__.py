"""The commands that switch the house on and off; the other ones live with what they are about."""
