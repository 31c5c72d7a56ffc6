"""What people leaves to a worker: rebuilding the grants of more children than a click can wait for."""

from uuid import UUID

from procrastinate.contrib.django import app

from trefoil.ground.access.actions import refresh
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.jobs import RETRY


@app.task(name="refresh_children", retry=RETRY)
def refresh_children(*, children: list[str]) -> None:
    """Rebuild the grants of some children from the facts of now."""
    for child_id in children:
        refresh(UUID(child_id), at=now())
