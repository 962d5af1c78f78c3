"""Recognitions and the public register."""
