"""`make look`: photographs of every page, and what a machine can see wrong in them (docs/look.md)."""
