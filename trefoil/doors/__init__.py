"""How people and machines come in: pages composed from many contexts, with no models of their own."""
