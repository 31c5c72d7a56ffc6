"""The synthetic cast and the demo program: made through the same actions as real data, the same for a given seed."""
