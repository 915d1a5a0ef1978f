"""Resellers, their people, and subscriptions with the columns and the indexes that Countersign's list and get need."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class Reseller(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.TextField()


class User(AbstractBaseUser):
    email = models.EmailField(unique=True)
    reseller = models.ForeignKey(Reseller, on_delete=models.PROTECT)
    objects = BaseUserManager()
    USERNAME_FIELD = "email"


class Subscription(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reseller = models.ForeignKey(Reseller, on_delete=models.PROTECT, db_index=False)
    product = models.CharField(max_length=20, choices={"microsoft_365": "Microsoft 365", "google_workspace": "Google Workspace"})
    company_name = models.CharField(max_length=200)
    company_key = models.CharField(max_length=200, editable=False)
    seats = models.PositiveIntegerField()
    lifecycle = models.CharField(max_length=20, default="trial", editable=False)
    status = models.CharField(max_length=20, default="trial", editable=False)
    archived = models.BooleanField(default=False, editable=False)
    customer_edits_signatures = models.BooleanField()
    locale = models.CharField(max_length=2)
    plan = models.CharField(max_length=10, null=True)
    term = models.CharField(max_length=10, null=True)
    next_payment_date = models.DateField(null=True, editable=False)
    external_ref = models.CharField(max_length=100, null=True)
    metadata = models.JSONField(default=dict)
    end_reason = models.CharField(max_length=40, null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    trial_started_at = models.DateTimeField(auto_now_add=True)
    trial_ends_at = models.DateTimeField(null=True, editable=False)
    trial_outcome = models.CharField(max_length=10, default="running", editable=False)

    class Meta:
        # Django asks for `NOT archived`, which no index with the column in it serves, but one of the rows for which that is true.
        indexes = [
            models.Index(fields=["reseller", "company_key", "id"], condition=models.Q(archived=False), name="by_company"),
            models.Index(fields=["reseller", "seats", "id"], condition=models.Q(archived=False), name="by_seats"),
            models.Index(fields=["reseller", "status", "id"], condition=models.Q(archived=False), name="by_status"),
            models.Index(fields=["reseller", "next_payment_date", "id"], condition=models.Q(archived=False), name="by_payment"),
            models.Index(fields=["reseller", "id"], condition=models.Q(archived=False), name="by_birth"),
        ]
