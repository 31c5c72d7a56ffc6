"""What Trefoil costs in time and memory, measured on databases of its own that are dropped afterwards.

`make bench` runs everything, prints one table and keeps it in `docs/benchmarks.md`;
`python -m benchmarks --only feed` (or `import`, `pages`, `requests`) runs one part and keeps nothing.
Fixtures are written by SQL as the owner of the tables, past the product's actions: that is what lets
millions of rows stand within a minute. What is measured runs as the application, behind the wall.
"""
