"""Drawn things: stars, status shapes, icons, pictograms, patterns and the commune map, all our own SVG.

Everything here returns markup made of presentation attributes only (no ``style=``), so that it works under the strict
content security policy and unchanged inside PDF and Word.
"""
