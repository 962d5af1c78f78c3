"""Rounds, councils and score sheets: built with the council (issue 3)."""
