"""The rules of the programme as pure Python: law data in, points, ranks, roads and clocks out. No Django."""
