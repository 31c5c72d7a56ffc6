"""The staff's door: Today, children, one child's page, the timeline and the week."""
