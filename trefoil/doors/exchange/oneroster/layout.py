"""Which columns each file of OneRoster 1.1 and 1.2 has, and what may stand in them."""

from dataclasses import dataclass
from enum import Enum, auto

from trefoil.ground.roster.types import Kind

VERSIONS = ("1.1", "1.2")
OTHER_FILES = (
    "categories",
    "classResources",
    "courseResources",
    "lineItemLearningObjectiveIds",
    "lineItems",
    "lineItemScoreScales",
    "resources",
    "resultLearningObjectiveIds",
    "results",
    "resultScoreScales",
    "scoreScales",
    "userProfiles",
    "userResources",
)
"""Files OneRoster knows and a roster does not need: they may come, and are not read."""


class Form(Enum):
    """How a value is written."""

    TEXT = auto()
    ID = auto()
    LIST = auto()
    DATE = auto()
    MOMENT = auto()
    BOOLEAN = auto()
    CHOICE = auto()
    YEAR = auto()
    UNREAD = auto()


@dataclass(frozen=True)
class Column:
    """One column: its form, whether it may be blank, and the words allowed in it."""

    name: str
    form: Form = Form.TEXT
    is_required: bool = False
    choices: frozenset[str] = frozenset()

    @property
    def must_be_in_header(self) -> bool:
        # What is read must be there, or a column lost on the way would empty what is kept.
        # 1.2.1 added pronouns.
        return self.form is not Form.UNREAD and self.name != "pronouns"


def _columns(spec: str) -> tuple[Column, ...]:
    return tuple(_column(word) for word in spec.split())


def _column(word: str) -> Column:
    name, _, rest = word.partition(":")
    form = _FORMS[rest.strip("!") or "text"] if rest.strip("!") in _FORMS else Form.CHOICE
    choices = _CHOICES.get(rest.strip("!"), frozenset())
    return Column(name, form, rest.endswith("!"), choices)


_FORMS = {
    "text": Form.TEXT,
    "": Form.TEXT,
    "id": Form.ID,
    "list": Form.LIST,
    "date": Form.DATE,
    "moment": Form.MOMENT,
    "bool": Form.BOOLEAN,
    "year": Form.YEAR,
    "unread": Form.UNREAD,
}

_ROLES_1_1 = "administrator aide guardian parent proctor relative student teacher"
_ROLES_1_2 = (
    "aide counselor districtAdministrator guardian parent principal proctor relative"
    " siteAdministrator student systemAdministrator teacher"
)
_CHOICES = {
    "status": frozenset({"active", "tobedeleted"}),
    "org-type": frozenset({"department", "school", "district", "local", "state", "national"}),
    "session-type": frozenset({"gradingPeriod", "semester", "schoolYear", "term"}),
    "class-type": frozenset({"homeroom", "scheduled"}),
    "role-1.1": frozenset(_ROLES_1_1.split()),
    "role-1.2": frozenset(_ROLES_1_2.split()),
    "role-type": frozenset({"primary", "secondary"}),
    "enrollment-role": frozenset({"administrator", "aide", "proctor", "student", "teacher"}),
    "sex-1.1": frozenset({"male", "female"}),
    "sex-1.2": frozenset({"male", "female", "other", "unspecified"}),
}

_HEAD = "sourcedId:id! status:status dateLastModified:moment "
_SHARED = {
    Kind.ORG: "name:! type:org-type! identifier: parentSourcedId:id",
    Kind.SESSION: ("title:! type:session-type! startDate:date! endDate:date! parentSourcedId:id schoolYear:year!"),
    Kind.COURSE: (
        "schoolYearSourcedId:id title:! courseCode: grades:list orgSourcedId:id! subjects:list subjectCodes:unread"
    ),
    Kind.CLASS: (
        "title:! grades:list courseSourcedId:id! classCode: classType:class-type! location:"
        " schoolSourcedId:id! termSourcedIds:list! subjects:list subjectCodes:unread periods:list"
    ),
    Kind.ENROLLMENT: (
        "classSourcedId:id! schoolSourcedId:id! userSourcedId:id! role:enrollment-role!"
        " primary:bool beginDate:date endDate:date"
    ),
}
# Race, ethnicity and place of birth are not needed to refer a child: never read, never kept.
_DEMOGRAPHICS = (
    "birthDate:date sex:sex-{version} americanIndianOrAlaskaNative:unread asian:unread"
    " blackOrAfricanAmerican:unread nativeHawaiianOrOtherPacificIslander:unread white:unread"
    " demographicRaceTwoOrMoreRaces:unread hispanicOrLatinoEthnicity:unread"
    " countryOfBirthCode:unread stateOfBirthAbbreviation:unread cityOfBirth:unread"
    " publicSchoolResidenceStatus:unread"
)
_NAMES = "givenName:! familyName:! middleName: identifier: email: sms: phone: agentSourcedIds:list"
_USERS_1_1 = (
    "enabledUser:bool! orgSourcedIds:list! role:role-1.1! username:! userIds:unread "
    + _NAMES
    + " grades:list password:unread"
)
_USERS_1_2 = (
    "enabledUser:bool! username:unread userIds:unread "
    + _NAMES
    + " grades:list password:unread userMasterIdentifier:unread resourceSourcedIds:unread"
    " preferredGivenName: preferredMiddleName:unread preferredFamilyName:"
    " primaryOrgSourcedId:id pronouns:"
)
_ROLES = (
    "userSourcedId:id! roleType:role-type! role:role-1.2! beginDate:date endDate:date"
    " orgSourcedId:id! userProfileSourcedId:unread"
)

PERIODS = {
    Kind.SESSION: ("startDate", "endDate"),
    Kind.ROLE: ("beginDate", "endDate"),
    Kind.ENROLLMENT: ("beginDate", "endDate"),
}
"""The columns between which time runs."""


def columns_of(kind: Kind, version: str) -> tuple[Column, ...]:
    """Return the columns of a file in a version of the format; none where it has no such file."""
    if kind is Kind.ROLE:
        return _columns(_HEAD + _ROLES) if version == "1.2" else ()
    if kind is Kind.USER:
        return _columns(_HEAD + (_USERS_1_2 if version == "1.2" else _USERS_1_1))
    if kind is Kind.DEMOGRAPHICS:
        return _columns(_HEAD + _DEMOGRAPHICS.format(version=version))
    return _columns(_HEAD + _SHARED[kind])
