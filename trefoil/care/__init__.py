"""The work itself, in the words of the mission: each context keeps one part of a child's care."""
