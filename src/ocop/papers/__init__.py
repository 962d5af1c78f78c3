"""Data to bytes: PDF, Word, Excel, SVG. No Django."""
