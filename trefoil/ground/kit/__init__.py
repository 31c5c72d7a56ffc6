"""The kit: screen components, charts, the clock, ids, events and jobs. It knows nothing of children."""
