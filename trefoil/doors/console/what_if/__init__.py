"""What if: facts are set, the disclosure rules answer with their reasons, and nothing is kept."""
