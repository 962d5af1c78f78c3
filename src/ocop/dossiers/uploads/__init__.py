"""Checks of files that people send: what they are by content, whether they are safe, and pictures of their pages."""
