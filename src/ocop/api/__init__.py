"""Read-only API: built with the portal (issue 7)."""
