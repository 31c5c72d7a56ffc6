from datetime import timedelta

import pytest

from trefoil.ground.kit.clock import now

from .way import Way


@pytest.fixture
def way(cast):
    return Way(cast, now() - timedelta(minutes=5))
