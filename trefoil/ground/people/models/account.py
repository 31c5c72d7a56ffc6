"""The accounts people sign in with, and the invitations that open them."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from trefoil.ground.kit.ids import new_id

from ..types import Kind
from .person import Person


class Accounts(BaseUserManager["Account"]):
    """Accounts by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Create an account; without a password nobody can sign in to it."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """How a person signs in. There are no superusers: what one may do is decided by facts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    signed_out_at = models.DateTimeField(null=True, blank=True)
    """Every session that began before is over."""

    objects = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"account {self.pk}"

    def who(self) -> Person | None:
        """Return the person of this account, as far as the present viewer may know them."""
        return Person.objects.select_related("staff__organization").filter(pk=self.person_id).first()

    @property
    def is_staff_member(self) -> bool:
        """Tell whether second factors are required of this account."""
        return self.person.kind == Kind.STAFF


class Invitation(models.Model):
    """An invitation to open an account: sent to one address, used once, good for a few days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10, default="en")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"invitation {self.pk}"
