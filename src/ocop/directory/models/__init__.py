"""Models of the directory, by subject."""

from ocop.directory.models.people import DeskCode, FilingConsent, Grant, Invitation, ProducerMember
from ocop.directory.models.places import Agency, AgencyName, Area, AreaSuccession, AreaVersion
from ocop.directory.models.producers import Producer
from ocop.directory.models.profile import ProducerProfile, ProducerYear

__all__ = [
    "Agency",
    "AgencyName",
    "Area",
    "AreaSuccession",
    "AreaVersion",
    "DeskCode",
    "FilingConsent",
    "Grant",
    "Invitation",
    "Producer",
    "ProducerMember",
    "ProducerProfile",
    "ProducerYear",
]
