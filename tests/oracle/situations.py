"""Invents situations: facts documents of the `decide` contract, the rare combinations as often as the plain ones."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.oracle.scene import (
    CAREGIVERS,
    CAST,
    CATEGORIES,
    CHILD,
    CLOSE,
    HOUR,
    KINDS,
    LINKABLE,
    PURPOSES,
    Item,
    Scene,
)

Theme = Callable[[Scene], None]
HEALTH = ("clinic", "clinic", "iop", "other_clinic")
MIXED = ("demographics", "schedule", "crisis_events", "messages")


def anything(scene: Scene) -> None:
    """Everybody may ask for everything."""
    for _ in range(scene.chance.randint(0, 3)):
        scene.service(scene.one(tuple(KINDS)))
    viewers = [scene.one(tuple(CAST)) for _ in range(6)]
    for name in viewers:
        if scene.happens(0.5):
            scene.link(name)
    for name in scene.some(CAREGIVERS, 2):
        scene.caregiver(name)
    if scene.happens(0.4):
        scene.crisis()
    if scene.happens(0.5):
        scene.child["resident_district"] = scene.organization(scene.one(("district", "district", "other_district")))
    for flag in ("lives_apart", "married_or_parent"):
        if scene.happens(0.06):
            scene.child[flag] = True
    for viewer in viewers:
        category = scene.one(CATEGORIES)
        organization = CAST[viewer][1]
        custodian = organization if organization and scene.happens(0.4) else scene.one(tuple(KINDS))
        scene.question(viewer, category, scene.record(custodian))


def the_child(scene: Scene) -> None:
    """The child reads the own record."""
    scene.service(scene.one(tuple(KINDS)))
    scene.link("therapist")
    for _ in range(3):
        withheld = [CHILD] if scene.happens(0.3) else None
        author = scene.one((CHILD, scene.person("therapist"), None))
        custodian = scene.one(tuple(KINDS))
        scene.question(CHILD, scene.one(CATEGORIES), scene.record(custodian, withheld_from=withheld, author=author))


def a_caregiver(scene: Scene) -> None:
    """Parents, relatives, homes, delegations; nothing in the way."""
    viewer = scene.caregiver(scene.one(CAREGIVERS))
    scene.caregiver(scene.one(CAREGIVERS))
    for _ in range(scene.chance.randint(0, 2)):
        scene.service(scene.one(HEALTH), scene.one(("parent", "parent", "court", "minor_144_3431")))
    if scene.happens(0.4):
        scene.link("therapist")
        scene.crisis()
    if scene.happens(0.3):
        scene.release(viewer, "safety_plan")
    if scene.happens(0.07):
        scene.lists.pop("caregivers", None)
    for _ in range(4):
        category = scene.one((*CATEGORIES, "safety_plan", "education_records", "family_needs", "crisis_events"))
        fields: Item = {}
        if category == "family_needs" and scene.happens(0.8):
            fields["household"] = scene.household(scene.one(("home_m", "home_m", "home_f")))
        if category in ("messages", "safety_plan") and scene.happens(0.6):
            fields["participants"] = fields["named"] = [viewer]
        scene.question(viewer, category, scene.record(scene.one(("school", *KINDS)), **fields))


def restricted(scene: Scene) -> None:
    """Orders, holds and suspicions, one or several at once."""
    viewer = scene.caregiver(scene.one(("mother", "father")))
    wanted = [scene.one((*CATEGORIES, "education_records", *MIXED)) for _ in range(4)]
    if scene.happens(0.3):
        scene.service(scene.one(HEALTH))
    for _ in range(scene.one((0, 1, 1, 2, 3))):
        scene.order(viewer, *wanted)
    if scene.happens(0.2):
        start = scene.at - scene.one((48 * HOUR, 48 * HOUR, 0, HOUR)) + scene.edge()
        scene.add("holds", {"person": viewer, "from": scene.write(start)})
    if scene.happens(0.25):
        scene.add("suspicions", {"person": viewer, **scene.period()})
    if scene.happens(0.2):
        scene.release(viewer, *wanted)
    for category in wanted:
        part = [viewer] if category == "messages" else None
        fields = {"participants": part} if part else {}
        scene.question(viewer, category, scene.record(scene.one(("school", "clinic", "district")), **fields))


def without_authority(scene: Scene) -> None:
    """A relative who has no authority: consents by name, crises, acting as a parent."""
    viewer = scene.caregiver("grandmother")
    scene.caregiver("mother")
    entry = scene.lists["caregivers"][0]
    entry.update(authority="none", emergency_contact=scene.happens(0.85), acting_parent=scene.happens(0.7))
    for name in ("scope", "from", "until"):
        entry.pop(name, None)
    bases = scene.some(("parent", "court", "minor_144_3431"), 1) if scene.happens(0.5) else []
    for basis in bases:
        scene.service("clinic", basis)
    custodian = scene.one(("school", "clinic"))
    for _ in range(scene.one((0, 1, 1, 2))):
        to: Item = scene.one(({"person": viewer}, {"person": viewer}, {"organization": custodian}))
        signer = scene.signer(*bases)
        scene.consent(custodian, to, ["school_plan", "schedule"], "coordination", signer)
    for _ in range(scene.one((0, 1, 1, 2))):
        scene.crisis()
    if scene.happens(0.15):
        scene.order(viewer, "school_plan", "safety_plan", "messages", "education_records")
    if scene.happens(0.15):
        scene.release(viewer, "safety_plan")
    for category in ("school_plan", "schedule", "safety_plan", "crisis_events", "education_records", "messages"):
        if scene.happens(0.85 if category == "crisis_events" else 0.6):
            named = [viewer] if scene.happens(0.6) else None
            record = scene.record(custodian, named=named, household=None, withheld_from=None)
            scene.question(viewer, category, record, "coordination")


def youth_decides(scene: Scene) -> None:
    """A service on the youth's own consent: releases, overrides, courts."""
    viewer = scene.caregiver(scene.one(("mother", "father")))
    scene.lists["caregivers"][0]["authority"] = scene.one(("full", "full", scene.lists["caregivers"][0]["authority"]))
    _complete_delegation(scene, scene.lists["caregivers"][0])
    custodian = scene.one(HEALTH)
    basis = scene.one(("minor_144_3431", "minor_144_343", "minor_144_341", "emergency", "court"))
    services = [scene.service(custodian, basis, part2=scene.happens(0.15))]
    if scene.happens(0.25):
        services.append(scene.service(custodian, "court"))
    if scene.happens(0.2):
        scene.child[scene.one(("lives_apart", "married_or_parent"))] = True
    wanted = [scene.one(CATEGORIES) for _ in range(4)]
    extra = ("sud", "youth_confidential")
    if scene.happens(0.4):
        scene.release(viewer, *wanted, *extra)
    for _ in range(scene.one((0, 1, 1, 2))):
        scene.override(viewer, custodian, *wanted, *extra)
    if scene.happens(0.15):
        scene.order(viewer, *wanted)
    for category in wanted:
        record = scene.record(custodian, services=services, household=None, withheld_from=None)
        if scene.happens(0.3):
            record["minor_confidential"] = True
        if scene.happens(0.3):
            record["masked_lines"] = True
        scene.question(viewer, category, record)


def _complete_delegation(scene: Scene, entry: Item) -> None:
    if entry["authority"] == "delegated" and "scope" not in entry:
        entry.update(scene.period(must_end=True), scope=scene.categories())


def grown_up(scene: Scene) -> None:
    """Around the eighteenth birthday: the parent needs a release, a consent needs the child's name."""
    viewer = scene.caregiver(scene.one(CAREGIVERS))
    custodian = scene.one(("clinic", "school"))
    wanted = [scene.one((*CATEGORIES, "messages")) for _ in range(3)]
    for _ in range(scene.one((0, 1, 2))):
        scene.release(viewer, *wanted)
    scene.link("school_mh")
    for signer in (CHILD, scene.caregiver("mother")):
        if scene.happens(0.6):
            scene.consent(custodian, {"organization": scene.organization("school")}, wanted, "treatment", signer)
    for category in wanted:
        asks = scene.one((viewer, viewer, "school_mh"))
        scene.question(asks, category, scene.record(custodian, household=None), "treatment")


def notes_apart(scene: Scene) -> None:
    """Psychotherapy notes and reports of maltreatment: their author, the trainee's supervisor, nobody else."""
    authors = (*["trainee"] * 8, "therapist", "iop_worker", "skills", "mother", "friend", "sister")
    author = scene.person(scene.one(authors))
    scene.people.get("trainee", {}).update(supervisor=scene.person("supervisor"), trainee=True)
    if scene.happens(0.2):
        scene.people[author].pop("trainee", None)
    for name in (author, "supervisor", scene.one(("supervisor_elsewhere", "therapist"))):
        scene.link(name)
    viewers = (author, author, *["supervisor"] * 6, "supervisor_elsewhere", "therapist", CHILD, "mother", "director")
    for _ in range(4):
        viewer = scene.person(scene.one(viewers))
        custodian = CAST[author][1] or "clinic"
        record = scene.record(custodian, author=author if scene.happens(0.9) else None)
        closed = scene.happens(0.25)
        if closed:
            record["maltreatment_report"] = True
        scene.question(viewer, "psychotherapy_notes" if not closed else scene.one(CATEGORIES), record)


def on_the_team(scene: Scene) -> None:
    """A team reads the records of its own organization, and messages of those it covers for."""
    viewer = scene.one(CLOSE)
    organization = CAST[viewer][1] or "clinic"
    for _ in range(scene.chance.randint(0, 2)):
        scene.service(organization)
    colleague = scene.person(scene.one(("therapist", "skills", "prescriber")))
    covers = colleague if scene.happens(0.7) and colleague != viewer else None
    if scene.happens(0.9):
        scene.link(viewer, covers)
    scene.child["resident_district"] = scene.organization("district")
    for _ in range(4):
        category = scene.one((*CATEGORIES, "messages", "assessments", "session_notes"))
        fields: Item = {"author": scene.one((viewer, scene.person(colleague), CHILD))}
        if viewer == "skills" and scene.happens(0.5):
            category = "session_notes"
        scene.question(viewer, category, scene.record(organization, **fields))


def covering(scene: Scene) -> None:
    """Somebody reads a colleague's messages meanwhile."""
    viewer = scene.one(("therapist", "supervisor", "prescriber"))
    scene.link(viewer, "trainee")
    scene.link(viewer)
    for _ in range(3):
        author = scene.one((scene.person("trainee"), scene.person("trainee"), scene.person("skills"), CHILD, viewer))
        record = scene.record(scene.one(("clinic", "school")), author=author)
        scene.question(viewer, scene.one(("messages", "messages", scene.one(CATEGORIES))), record)


def by_consent(scene: Scene) -> None:
    """Another organization's record, under consents that fit, nearly fit or have lapsed."""
    viewer = scene.one(("teacher", "school_mh", "iop_worker", "county_worker", "district_worker", *CLOSE, "director"))
    role, organization = CAST[viewer]
    custodian = scene.one(("clinic", "clinic", "school", "other_clinic", "iop"))
    category = scene.one((*CATEGORIES, "sud", "youth_confidential"))
    bases = [scene.one(("parent", "parent", "court", "minor_144_3431"))] if scene.happens(0.5) else []
    services = [scene.service(custodian, basis) for basis in bases]
    scene.link(viewer)
    scene.child["resident_district"] = scene.organization(organization or "district") if organization else None
    if scene.child["resident_district"] is None or scene.happens(0.1):
        scene.child.pop("resident_district")
    purpose = scene.one(PURPOSES)
    for _ in range(scene.one((1, 1, 2, 3))):
        scene.organization(organization or "clinic")
        to: Item = scene.one(
            (
                {"organization": organization},
                {"organization": organization},
                {"organization": organization, "role": role},
                {"organization": organization, "role": "director"},
                {"person": scene.person(viewer)},
                {"role": role},
            )
        )
        wanted = (category, "sud", "youth_confidential")
        signer = CHILD if category in wanted[1:] and scene.happens(0.7) else scene.signer(*bases)
        scene.consent(custodian, to, wanted, scene.one((purpose, purpose, "tpo")), signer)
    if scene.happens(0.1):
        scene.order(scene.person("mother"), category)
    if scene.happens(0.1):
        scene.add("suspicions", {"person": scene.person("mother"), **scene.period()})
    for _ in range(3):
        asked = category if scene.happens(0.8) else scene.one(CATEGORIES)
        fields: Item = {} if scene.happens(0.3) else {"household": None, "services": services}
        if scene.happens(0.1):
            fields["household"] = scene.household(scene.one(("home_m", "home_f")))
        scene.question(viewer, asked, scene.record(custodian, **fields), purpose)


def programme(scene: Scene) -> None:
    """Part 2: what left a programme, the programmes standing in for the custodian, class wording."""
    viewer = scene.one(("therapist", "prescriber", "iop_worker", "supervisor", "school_mh", "county_worker", "skills"))
    organization = CAST[viewer][1] or "clinic"
    scene.link(viewer)
    services = [
        scene.service(scene.one(("iop", "other_clinic", organization)), part2=True) for _ in range(scene.one((1, 1, 2)))
    ]
    custodian = scene.one((organization, organization, "iop"))
    category = scene.one(("sud", "sud", "diagnosis", "clinical_plan", "safety_plan", "schedule"))
    wanted = ("sud", category, "youth_confidential")
    purpose = scene.one(("treatment", "payment", "coordination"))
    for source in ("iop", "other_clinic", custodian):
        for _ in range(scene.one((0, 1, 1, 1, 2))):
            to: Item = scene.one(({"organization": organization}, {"role": CAST[viewer][0]}, {"person": viewer}))
            signed_for = "tpo" if "role" in to and scene.happens(0.9) else scene.one((purpose, purpose, "tpo"))
            signer = CHILD if scene.happens(0.85) else None
            scene.organization(organization)
            scene.consent(source, to, wanted, signed_for, signer)
    if scene.happens(0.2):
        scene.break_glass(viewer)
    for _ in range(3):
        record = scene.record(custodian, services=services if scene.happens(0.85) else [])
        scene.question(viewer, category if scene.happens(0.9) else scene.one(CATEGORIES), record, purpose)


def emergency(scene: Scene) -> None:
    """A crisis is open, somebody breaks the glass, the last second of both."""
    near = ("teacher", "school_mh", "county_worker", "iop_worker")
    viewer = scene.one((*LINKABLE, *near, *near, *near, "skills", "prescriber"))
    if scene.happens(0.8):
        scene.link(viewer)
    for _ in range(scene.one((0, 1, 1, 2))):
        scene.crisis()
    for _ in range(scene.one((0, 1, 1, 2))):
        scene.break_glass(viewer)
    if scene.happens(0.3):
        scene.service("iop", part2=scene.happens(0.4))
    for _ in range(4):
        category = scene.one(("safety_plan", "safety_plan", "crisis_events", "demographics", "clinical_plan"))
        category = category if scene.happens(0.9) else scene.one(CATEGORIES)
        scene.question(viewer, category, scene.record(scene.one(("clinic", "clinic", "school", "iop"))))


def counted(scene: Scene) -> None:
    """Directors, administrators, evaluators: totals and tables with small cells."""
    for _ in range(4):
        viewer = scene.one(("evaluator", "evaluator", "director", "school_director", "admin", "school_admin"))
        custodian = scene.one((CAST[viewer][1] or "clinic", "clinic", "school"))
        scene.question(viewer, scene.one(CATEGORIES), scene.record(custodian))
        most = scene.one((9, 12, 30))
        scene.questions[-1]["cells"] = [scene.chance.randint(0, most) for _ in range(scene.chance.randint(0, 6))]


def students(scene: Scene) -> None:
    """Districts, schools, and clinics that work for the school."""
    if scene.happens(0.8):
        scene.child["resident_district"] = scene.organization(
            scene.one(("district", "district", "district", "other_district"))
        )
    scene.service("clinic")
    scene.lists["services"][0]["acts_for_school"] = scene.happens(0.7)
    if scene.happens(0.3):
        scene.service("iop")
    viewer = scene.one((*["district_worker"] * 4, "district_worker_elsewhere", "teacher", "school_mh"))
    scene.link(viewer)
    for _ in range(4):
        custodian = scene.one(("school", "other_school", "district", "clinic", "clinic", "clinic"))
        scene.question(viewer, scene.one(CATEGORIES), scene.record(custodian))


THEMES: tuple[tuple[Theme, int], ...] = (
    *((anything, 4), (the_child, 2), (a_caregiver, 5), (restricted, 5), (without_authority, 5), (youth_decides, 7)),
    *((grown_up, 4), (notes_apart, 3), (on_the_team, 4), (covering, 2), (by_consent, 7), (programme, 4)),
    *((emergency, 6), (counted, 2), (students, 3)),
)
DRAWN = tuple(theme for theme, weight in THEMES for _ in range(weight))


def document(chance: Random) -> Item:
    """Invent one document."""
    scene = Scene(chance)
    chance.choice(DRAWN)(scene)
    if scene.happens(0.1):
        anything(scene)
    return scene.document()


def block(seed: int | str, least: int) -> Iterator[Item]:
    """Yield documents that hold at least so many situations together, from one seed."""
    chance, held = Random(seed), 0
    while held < least:
        invented = document(chance)
        held += len(invented["questions"])
        yield invented


def documents() -> st.SearchStrategy[Any]:
    """Return a strategy in which Hypothesis draws every choice of a document, and can shrink each."""
    return st.randoms(use_true_random=False).map(document)
