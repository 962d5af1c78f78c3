"""The register as a table: one line for each product, written as CSV, Excel, JSON or GeoJSON, in a stream."""
