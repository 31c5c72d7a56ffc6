"""An evaluation of Maya as the tests play it, through the real actions."""

from datetime import datetime, timedelta
from typing import Any

from tests.cast import release_together
from trefoil.care.evaluation import actions, queries
from trefoil.care.evaluation.models import Evaluation
from trefoil.care.evaluation.types import Bears, Part, Reason, Status
from trefoil.ground.access.session import seen_by

QUESTION = {"question": "Is it worry, or is it what happened last spring?", "asked_by": "Ms. Ruiz"}
INTERVIEW = {
    "now": "She says her stomach hurts every school day.",
    "impression": "Quiet, watchful, answers in whispers.",
}
SAFETY = {"risk": "No thoughts of dying. Once hit her own arm.", "agreed": "She tells Ms. Ruiz when it gets loud."}
SUMMARY = "Maya worries where others see quiet; the move in spring set it off, being watched keeps it going."
HISTORY = {"worries": "She does not sleep since the flood at Pine Street.", "good": "She draws horses."}
STORY = {"hard": "Everybody looks at me.", "helps": "Drawing."}
SECRET = {"hard": "I cut class to sit by the river."}
SEEN = {"where": "Mathematics, 40 minutes", "saw": "Left her seat four times, asked twice to see the nurse."}


class Play:
    """An evaluation step by step."""

    def __init__(self, cast: Any, at: datetime) -> None:
        self.cast, self.at = cast, at
        self.maya = cast.children["maya"]

    def as_(self, part: str, at: datetime | None = None) -> Any:
        """See as a part of the cast."""
        return seen_by(self.cast.person(part), at or self.at)

    def by(self, part: str) -> dict[str, Any]:
        """Return who acts and when."""
        return {"by": self.cast.person(part), "at": self.at}

    def begin(self, part: str = "therapist", child: Any = None) -> Evaluation:
        """Begin an evaluation."""
        with self.as_(part):
            return actions.begin(child=child or self.maya, reason=Reason.FIRST, question=QUESTION, **self.by(part))

    def gather(self, evaluation: Evaluation) -> None:
        """Let five people contribute: mother, youth, teacher, therapist, supervisor."""
        release_together(self.cast, self.maya, "mother", self.at - timedelta(days=30))
        with self.as_("mother"):
            actions.tell(evaluation=evaluation, content=HISTORY, **self.by("mother"))
        with self.as_("maya"):
            actions.tell(evaluation=evaluation, content=STORY, **self.by("maya"))
            actions.tell(evaluation=evaluation, content=SECRET, in_confidence=True, **self.by("maya"))
        with self.as_("teacher"):
            actions.observe(child=self.maya, content=SEEN, **self.by("teacher"))
        with self.as_("therapist"):
            actions.contribute(evaluation=evaluation, part=Part.INTERVIEW, content=INTERVIEW, **self.by("therapist"))
            actions.contribute(evaluation=evaluation, part=Part.SAFETY, content=SAFETY, **self.by("therapist"))
        with self.as_("supervisor"):
            actions.contribute(
                evaluation=evaluation, part=Part.LEVEL, content={"level": "3", "i": "2", "rationale": "Daily help."},
                **self.by("supervisor"),
            )  # fmt: skip

    def conclude(self, evaluation: Evaluation) -> None:
        """Write the formulation, hold one diagnosis as confirmed and rule one out."""
        by = self.by("therapist")
        with self.as_("therapist"):
            actions.formulate(
                evaluation=evaluation, summary=SUMMARY, recommends="Weekly therapy.", finds_none=False, **by
            )
            worry = actions.diagnose(evaluation=evaluation, code="F41.1", because="Worry on most days.", **by)
            seen = queries.observations(self.maya.pk, self.at - timedelta(days=1), self.at)
            actions.support(
                diagnosis=worry,
                criterion="Worry hard to stop, most days",
                seen="Asked twice to see the nurse",
                bears=Bears.FOR,
                contribution=seen[0] if seen else None,
                source="Observation",
                **by,
            )
            trauma = actions.diagnose(evaluation=evaluation, code="F43.10", because="After the flood.", **by)
            for diagnosis, status in ((worry, Status.CONFIRMED), (trauma, Status.RULED_OUT)):
                actions.reconsider(
                    diagnosis=diagnosis, status=status, because="After the interview.",
                    by=by["by"], at=self.at + timedelta(minutes=1),
                )  # fmt: skip

    def signed(self) -> Evaluation:
        """Play all of it up to the signature."""
        evaluation = self.begin()
        self.gather(evaluation)
        self.conclude(evaluation)
        return self.sign(evaluation)

    def sign(self, evaluation: Evaluation, part: str = "therapist") -> Evaluation:
        """Sign with the typed name."""
        with self.as_(part):
            return actions.sign(
                evaluation=evaluation,
                typed_name=str(self.cast.person(part)),
                why_missing="The family did not want to wait.",
                **self.by(part),
            )
