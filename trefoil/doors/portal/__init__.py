"""The door of families and youth: one thought per card, on a phone, in English or Spanish."""
