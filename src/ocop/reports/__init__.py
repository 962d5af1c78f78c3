"""Indicators and reports: read-only."""
