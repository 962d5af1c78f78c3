"""Sao Làng: software that runs Vietnam's OCOP programme (One Commune One Product) for a province."""

__version__ = "0.1.0"
