"""What the tests of evaluations share."""

from datetime import datetime
from typing import Any

import pytest

from .scenes import Play


@pytest.fixture
def play(cast: Any, at: datetime) -> Play:
    """An evaluation of Maya, to be played step by step."""
    return Play(cast, at)
