"""How fast, how small, and against whom: the benchmark. The product never imports it."""
