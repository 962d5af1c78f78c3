"""Template filters: Vietnamese formats."""
