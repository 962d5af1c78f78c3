"""Reports drawn from records: read-only. Every figure names the records that it counts."""
