"""One plain sentence for every basis, without a name and without a word of the record."""

from collections.abc import Mapping

from ..types import Basis, Denial

_SENTENCES: Mapping[Basis | Denial, str] = {
    Basis.OWN_RECORD: "It is the viewer's own record.",
    Basis.PARENTAL_AUTHORITY: "The viewer has legal authority over the child.",
    Basis.DELEGATED_AUTHORITY: "A dated delegation of authority covers this.",
    Basis.ORDER_LEAVES: "Every court order in force leaves this open.",
    Basis.YOUTH_RELEASE: "The child released this to the viewer.",
    Basis.JEOPARDY_OVERRIDE: "A professional tells this because silence would seriously jeopardize the child's health.",
    Basis.ACTING_PARENT: "The viewer acts as the parent for the school.",
    Basis.EMERGENCY_CONTACT: "The viewer is told of an open event as the emergency contact.",
    Basis.CARE_TEAM: "The viewer's role on the care team covers this.",
    Basis.AUTHOR: "The viewer wrote it or took part in it.",
    Basis.COVERING: "The viewer covers for somebody who took part.",
    Basis.SUPERVISION: "The viewer supervises the trainee who wrote it.",
    Basis.CONSENT: "A live consent covers this.",
    Basis.YOUTH_CONSENT: "A live consent that the child signed covers this.",
    Basis.OWN_STUDENT: "The child is a student of the viewer's own district.",
    Basis.OPERATIONS: "Running the viewer's own organization needs this.",
    Basis.DEIDENTIFIED: "It is shown without anything that identifies a person.",
    Basis.CRISIS: "A crisis is open.",
    Basis.BREAK_GLASS: "The viewer declared an emergency, which will be reviewed.",
    Basis.SYSTEM: "A job of the program needs this for its duty.",
    Denial.NOT_ACTIVE: "The viewer's role is not active at this time.",
    Denial.PSYCHOTHERAPY_NOTES: "Psychotherapy notes are closed to everybody but their author.",
    Denial.MALTREATMENT_REPORT: "A maltreatment report is closed to everybody but its author.",
    Denial.WITHHELD: "A professional withholds this from the viewer.",
    Denial.HOLD: "A claim about the viewer waits for its papers.",
    Denial.COURT_ORDER: "A court order in force does not leave this open.",
    Denial.SUSPECTED_ABUSE: "There is a suspicion of abuse, neglect or endangerment.",
    Denial.OTHER_HOUSEHOLD: "It belongs to another home.",
    Denial.ADULT_YOUTH: "The child is of age and has not released it.",
    Denial.NO_AUTHORITY: "The viewer has no legal authority over the child.",
    Denial.COURT_CONSENTER: "A court named somebody else to consent.",
    Denial.YOUTH_CONTROL: "The child decides about this and has not released it.",
    Denial.NOT_AUTHOR: "The viewer neither wrote it nor took part.",
    Denial.NOT_ALLOWED: "The decision table does not open this to the viewer's role.",
    Denial.OTHER_DISTRICT: "The child is not a student of the viewer's district.",
    Denial.NO_LINK: "The viewer is not on the child's care team at this time.",
    Denial.PART2: "Substance use records are closed to the viewer's role.",
    Denial.NO_CONSENT: "No consent covers this.",
    Denial.CONSENT_LAPSED: "The consent that covered this has ended.",
}


def reason(basis: Basis | Denial) -> str:
    """Return the sentence for a basis."""
    return _SENTENCES[basis]
