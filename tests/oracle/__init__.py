"""The disclosure rules a second time, as Cedar policies, and the situations on which both are compared."""
