"""Articles: built with the portal (issue 7)."""
