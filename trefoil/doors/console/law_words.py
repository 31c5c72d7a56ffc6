"""The words of a decision: denials, obligations, what is masked, and which rules of the rulebook a basis rests on."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.types import Basis, Denial, OrderKind, Purpose, Relation, Role, Scope

DENIALS = {
    Denial.NOT_ACTIVE: _("their role is not active"),
    Denial.PSYCHOTHERAPY_NOTES: _("psychotherapy notes are their author's alone"),
    Denial.MALTREATMENT_REPORT: _("a maltreatment report is its author's alone"),
    Denial.WITHHELD: _("withheld from them by a clinician"),
    Denial.HOLD: _("a claim about them waits for its papers"),
    Denial.COURT_ORDER: _("a court order does not leave it open"),
    Denial.SUSPECTED_ABUSE: _("suspected abuse, neglect or endangerment"),
    Denial.OTHER_HOUSEHOLD: _("it belongs to another home"),
    Denial.ADULT_YOUTH: _("the youth is of age and has not released it"),
    Denial.NO_AUTHORITY: _("no legal authority over the child"),
    Denial.COURT_CONSENTER: _("a court named somebody else to consent"),
    Denial.YOUTH_CONTROL: _("the youth decides and has not released it"),
    Denial.NOT_AUTHOR: _("they neither wrote it nor took part"),
    Denial.NOT_ALLOWED: _("the decision table does not open it to their role"),
    Denial.OTHER_DISTRICT: _("not a student of their district"),
    Denial.NO_LINK: _("not on the care team now"),
    Denial.PART2: _("substance use records, closed to their role"),
    Denial.NO_CONSENT: _("no release covers it"),
    Denial.CONSENT_LAPSED: _("the release has ended"),
}
OBLIGATIONS = {
    "O1": _("Note who looked, in which role, what for, on what ground and at which fields."),
    "O2": _("Show no more than the minimum that the work needs."),
    "O3": _("Show the statement on substance use records, and what the consent covers, on screen, print and export."),
    "O4": _("Say that an education record may not be passed on."),
    "O5": _("Count it in the accounting of disclosures."),
    "O6": _("Cut out what is about other people, or about places."),
    "O7": _("Mark the export with whom it is for, and let it end."),
    "O8": _("Tell the privacy officer."),
    "O9": _("Tell the youth what was shared, and with whom."),
    "O10": _("Let nothing that is closed show through: no search, no snippet, no notice, no count."),
    "O11": _("Decide again at every reading; nothing that was permitted is kept longer than a minute."),
}
SCOPES = {
    Scope.FULL: _("all of it"),
    Scope.MINIMUM: _("the minimum that their work needs"),
    Scope.OWN: _("only what they wrote or took part in"),
    Scope.CARD: _("a card with what to do"),
    Scope.DEIDENTIFIED: _("numbers without anybody in them"),
    Scope.NONE: _("nothing"),
}
MASKS = {
    "location": _("every address, place, time and photo"),
    "confidential_lines": _("the lines of the safety plan that the youth keeps private"),
}
ROLES = {
    Role.THERAPIST: _("therapist"),
    Role.SUPERVISOR: _("clinical supervisor"),
    Role.PRESCRIBER: _("prescriber"),
    Role.SKILLS: _("skills practitioner"),
    Role.FAMILY_PEER: _("family peer specialist"),
    Role.TEACHER: _("teacher"),
    Role.SCHOOL_MH: _("school mental health staff"),
    Role.IOP: _("clinician of another program"),
    Role.HOME_DISTRICT: _("home district"),
    Role.COUNTY: _("county case manager"),
    Role.DIRECTOR: _("director"),
    Role.EVALUATOR: _("evaluator"),
    Role.ADMIN: _("privacy officer"),
    Relation.CAREGIVER: _("caregiver"),
    Relation.FAMILY: _("family, only mentioned"),
    Relation.PEER: _("another child, only mentioned"),
}
PURPOSES = {
    Purpose.TREATMENT: _("treatment"),
    Purpose.PAYMENT: _("payment"),
    Purpose.OPERATIONS: _("running the organization"),
    Purpose.COORDINATION: _("working together"),
    Purpose.SCHOOL_SUPPORT: _("support at school"),
    Purpose.LEGAL: _("legal proceedings"),
    Purpose.RESEARCH: _("research"),
    Purpose.TPO: _("treatment, payment and operations"),
}
ORDERS = {
    OrderKind.NO_CONTACT: _("no contact"),
    OrderKind.LIMITS_MEDICAL: _("limits medical decisions"),
    OrderKind.LIMITS_EDUCATION: _("limits decisions about school"),
    OrderKind.ENDS_RIGHTS: _("ends parental rights"),
}
# Which rules of the rulebook a basis or an obligation rests on, beside the category's own row of the table.
RESTS_ON: dict[str, tuple[str, ...]] = {
    Basis.PARENTAL_AUTHORITY: ("fixed.parents_alike",),
    Basis.DELEGATED_AUTHORITY: ("delegation_days",),
    Basis.ORDER_LEAVES: ("fixed.parents_alike", "fixed.strictest_wins"),
    Basis.YOUTH_RELEASE: ("fixed.minor_is_the_patient", "youth_release_days"),
    Basis.JEOPARDY_OVERRIDE: ("jeopardy_override", "override_hours"),
    Basis.CONSENT: ("consent_days", "treatment_needs_consent"),
    Basis.YOUTH_CONSENT: ("consent_days", "fixed.minor_is_the_patient"),
    Basis.CARE_TEAM: ("fixed.school_keeps_it", "fixed.provider_keeps_it"),
    Basis.OWN_STUDENT: ("fixed.school_keeps_it",),
    Basis.DEIDENTIFIED: ("small_cell",),
    Basis.CRISIS: ("fixed.emergency_release", "duty.ferpa_emergency"),
    Basis.BREAK_GLASS: ("glass_minutes", "fixed.break_glass_set", "clock.break_glass_review"),
    Denial.MALTREATMENT_REPORT: ("fixed.maltreatment_report",),
    Denial.HOLD: ("hold_hours",),
    Denial.COURT_ORDER: ("fixed.parents_alike", "fixed.strictest_wins"),
    Denial.SUSPECTED_ABUSE: ("fixed.suspected_abuse",),
    Denial.OTHER_HOUSEHOLD: ("fixed.households_apart",),
    Denial.ADULT_YOUTH: ("adult_age",),
    Denial.YOUTH_CONTROL: ("fixed.minor_is_the_patient", "minor.minor_144_3431", "minor.minor_144_343"),
    Denial.PART2: ("fixed.part2_follows", "fixed.part2_consent"),
    Denial.NO_CONSENT: ("treatment_needs_consent",),
    Denial.CONSENT_LAPSED: ("consent_days", "fixed.revocation_at_once"),
    "O3": ("fixed.part2_statement",),
    "O4": ("fixed.ferpa_notice",),
    "location": ("fixed.no_contact_masks",),
}


def rule_keys(category: str, *grounds: str) -> list[str]:
    """Return the keys of the rules behind a decision, the category's row first, each once."""
    return list(dict.fromkeys([f"table.{category}", *_of(grounds)]))


def _of(grounds: Iterable[str]) -> Iterable[str]:
    return (key for ground in grounds for key in RESTS_ON.get(ground, ()))
