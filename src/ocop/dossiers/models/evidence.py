"""The evidence vault: a paper is uploaded once per producer; dossiers point to it."""

import uuid

from django.conf import settings
from django.db import models

from ocop.directory.models import Producer
from ocop.dossiers.enums import FileState, UploadState
from ocop.dossiers.models.products import Product


class Paper(models.Model):
    """A paper of a producer. ``kind`` is a code of ``law/evidence.yaml``, or ``other``. ``valid_until`` is its last day.

    ``is_sensitive``: it shows ethnicity or disability (criterion 3.2); only the producer and case officers see it.
    """

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=160, blank=True)
    holder_name = models.CharField(max_length=200, blank=True, help_text="the producer's name as the paper prints it")
    issued_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    products = models.ManyToManyField(Product, blank=True, related_name="papers")
    note = models.CharField(max_length=500, blank=True)
    is_sensitive = models.BooleanField(default=False)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    removed_at = models.DateTimeField(null=True, blank=True)
    is_illustrative = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("kind", "-issued_on", "id")
        indexes = (models.Index(fields=("producer", "kind")), models.Index(fields=("valid_until",)))


class PaperFile(models.Model):
    """A stored file of a paper, written before this row. ``digest`` is the SHA-256 of the stored bytes.

    ``original_digest`` is that of the bytes as they came (an image is stored re-encoded, without position).
    """

    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="files")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="files")
    ordinal = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    path = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    original_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=FileState.choices, default=FileState.WAITING)
    state_note = models.CharField(max_length=300, blank=True)
    page_count = models.PositiveSmallIntegerField(default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("paper_id", "ordinal", "id")


class PaperPage(models.Model):
    """The picture of one page that everybody looks at (WebP, 1,600 px) with a thumbnail; ``turned`` in quarter turns clockwise."""

    file = models.ForeignKey(PaperFile, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    image = models.CharField(max_length=200)
    thumbnail = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    turned = models.PositiveSmallIntegerField(default=0)
    sharpness = models.FloatField()
    is_readable = models.BooleanField(default=True)

    class Meta:
        ordering = ("file_id", "number")
        constraints = (models.UniqueConstraint(fields=("file", "number"), name="paper_page_once"),)


class Upload(models.Model):
    """An upload in pieces, resumable. How much has come is the size of the growing file on disk, never a column here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="uploads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=12, choices=UploadState.choices, default=UploadState.OPEN)
    file = models.ForeignKey(PaperFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    message = models.CharField(max_length=600, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ("-created_at",)
