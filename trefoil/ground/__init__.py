"""What all of the house stands on: people, access, consent, and the kit below them."""
