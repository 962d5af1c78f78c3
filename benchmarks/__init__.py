"""Speed of the parts that have a promised speed: ``python -m benchmarks.run`` prints a table, ``--write`` keeps it in docs."""
