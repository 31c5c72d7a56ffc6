"""Charts drawn on the server: each is a picture without style or script, and a table that says the same."""
