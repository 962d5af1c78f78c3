"""Models of products, the evidence vault, dossiers and the commune's papers."""

from ocop.dossiers.models.commune import CommuneAssessment, CommuneLetter, FieldVisit, VisitPhoto
from ocop.dossiers.models.dossiers import (
    Clock,
    ClockPause,
    Dossier,
    DossierAnswer,
    DossierSection,
    Slip,
    Submission,
    Supplement,
    Variant,
)
from ocop.dossiers.models.evidence import Paper, PaperFile, PaperPage, Upload
from ocop.dossiers.models.products import Product

__all__ = [
    "Clock",
    "ClockPause",
    "CommuneAssessment",
    "CommuneLetter",
    "Dossier",
    "DossierAnswer",
    "DossierSection",
    "FieldVisit",
    "Paper",
    "PaperFile",
    "PaperPage",
    "Product",
    "Slip",
    "Submission",
    "Supplement",
    "Upload",
    "Variant",
    "VisitPhoto",
]
