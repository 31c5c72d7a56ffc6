"""What access does by itself: sealing, and the proof that what is in force is what the facts give."""

import pytest

from trefoil.ground.access import actions, jobs, nightly
from trefoil.ground.access.models import AuditSeal
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person


def test_seal_audit_trail_closes_what_is_there(cast):
    jobs.seal_audit_trail(timestamp=0)
    with seen_by(system_person("auditor")):
        assert AuditSeal.objects.exists()


def test_prove_grants_is_silent_when_all_is_well(released):
    jobs.prove_grants(timestamp=0)


def test_prove_grants_fails_aloud_and_names_nobody(released):
    maya = released.children["maya"]
    actions._replace([maya.pk], None, frozenset())
    with pytest.raises(nightly.GrantsDiffer) as failed:
        jobs.prove_grants(timestamp=0)
    assert "of 1 children differ from the facts" in str(failed.value)
    assert str(maya.pk) not in str(failed.value)
    assert "Maya" not in str(failed.value)


def test_on_the_day_a_law_changes_the_grants_follow_it(released, monkeypatch, at):
    maya = released.children["maya"]
    actions._replace([maya.pk], None, frozenset())
    monkeypatch.setattr(jobs, "days_of_change", lambda pack: [jobs.now().date()])
    jobs.prove_grants(0)
    assert not nightly.differences(at=jobs.now())


def test_rebuild_grants_gives_every_child_what_the_facts_give(released):
    everybody = actions.all_children()
    actions._replace(everybody, None, frozenset())
    jobs.rebuild_grants()
    assert not nightly.differences(at=jobs.now())
