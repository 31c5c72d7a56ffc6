"""What `trefoil migrate` does after the tables have changed."""

from trefoil.config.commands.migrate import judge_anew
from trefoil.ground.access import actions
from trefoil.ground.access.digest import digest
from trefoil.ground.access.session import ask_refresher
from trefoil.ground.kit.clock import now


def test_a_new_version_judges_every_child_anew(released):
    maya = released.children["maya"].pk
    right = actions.grants_now(maya, at=now())
    actions.place_only(maya, right - {min(right, key=str)})
    assert _held(maya) != digest(right)
    judge_anew()
    assert _held(maya) == digest(right)


def _held(child):
    [found] = ask_refresher("facts_of", children=[child], functions=["grants_digest"])
    return found[str(child)]
