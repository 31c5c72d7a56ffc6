"""What access does by itself: sealing the trail, and the nightly proof that grants equal the facts."""

import logging

from procrastinate.contrib.django import app

from trefoil.ground.kit.clock import now
from trefoil.ground.kit.jobs import RETRY
from trefoil.ground.rulebook.queries import packs
from trefoil.ground.rulebook.rules import days_of_change

from . import audit, nightly
from .rebuilding import rebuild
from .session import seen_by
from .types import system_person

log = logging.getLogger(__name__)


@app.periodic(cron="*/10 * * * *")
@app.task(name="seal_audit_trail", queueing_lock="seal_audit_trail")
def seal_audit_trail(timestamp: int) -> None:
    """Close the newest entries of the trail under a hash."""
    with seen_by(system_person("auditor")):
        audit.seal(at=now())


@app.periodic(cron="15 3 * * *")
@app.task(name="prove_grants", queueing_lock="prove_grants")
def prove_grants(timestamp: int) -> None:
    """Rebuild every child's grants and fail, visibly, if any differs from what is in force.

    On a day on which some law begins or ends, the grants first follow it: that difference is no fault.
    """
    if any(now().date() in days_of_change(pack) for pack in packs()):
        rebuild(at=now(), report=_say)
    differences = nightly.differences(at=now())
    if differences:
        raise nightly.GrantsDiffer(differences)


@app.task(name="rebuild_grants", retry=RETRY)
def rebuild_grants() -> None:
    """Rebuild every child's grants from the facts, as the law that an officer has signed wants them."""
    rebuild(at=now(), report=_say)


def _say(done: int, of: int) -> None:
    log.info("grants of %s of %s children follow the law", done, of)
