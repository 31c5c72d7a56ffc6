"""The twenty-five invented children of the demo program, their homes, and the people who work with them."""

from dataclasses import dataclass
from datetime import date

from trefoil.ground.access.types import Role

# key: given name, family name, organization, role, title, discipline, license
MORE_STAFF = {
    "teacher_b": ("Amara", "Diallo", "school", Role.TEACHER, "Classroom teacher", "Special education", "MN 501310"),
    "teacher_c": ("Peter", "Novak", "school", Role.TEACHER, "Classroom teacher", "Special education", "MN 501377"),
    "therapist_b": ("Julia", "Santos", "clinic", Role.THERAPIST, "Therapist", "Marriage and family", "LMFT 3051"),
    "therapist_c": ("Samuel", "Ortiz", "clinic", Role.THERAPIST, "Therapist", "Social work", "LICSW 2417"),
    "coordinator_b": ("Helen", "Voss", "other_district", Role.HOME_DISTRICT, "Special education coordinator", "", ""),
}
ROOMS = {
    "teacher": ("Room 114", "therapist"),
    "teacher_b": ("Room 116", "therapist_b"),
    "teacher_c": ("Room 118", "therapist_c"),
}


@dataclass(frozen=True)
class Part:
    """One invented child: who they are, and how the year goes for them.

    `start` and `gain` are regulation at the beginning and its change over the year, on 0 to 10; `episodes` is hard
    moments a week at the beginning; `absent` the share of days missed.
    """

    given: str
    family: str
    born_on: date
    grade: str
    teacher: str
    county: str
    start: float
    gain: float
    episodes: float
    absent: float
    parent: str
    relationship: str = "mother"
    languages: tuple[str, ...] = ("en",)
    pronouns: str = ""
    district: str = "home_district"


CHILDREN = (
    Part("Leo", "Hartmann", date(2015, 3, 14), "5", "teacher", "Anoka", 4.2, 2.1, 2.2, 0.06, "Nina", pronouns="he/him"),
    Part("Ana", "Castillo", date(2014, 8, 30), "6", "teacher", "Hennepin", 5.0, 1.4, 1.1, 0.09, "Lucia", languages=("es", "en")),
    Part("Theo", "Nguyen", date(2014, 12, 5), "5", "teacher", "Carver", 3.6, 2.6, 2.8, 0.05, "Linh", pronouns="he/him"),
    Part("Amina", "Yusuf", date(2015, 6, 21), "5", "teacher", "Hennepin", 5.4, 0.9, 0.8, 0.11, "Hodan", languages=("so", "en")),
    Part("Caleb", "Lund", date(2014, 1, 17), "6", "teacher", "Wright", 4.0, 0.2, 2.4, 0.14, "Erik", "father", pronouns="he/him"),
    Part("Zoe", "Petersen", date(2015, 11, 2), "5", "teacher", "Scott", 4.8, 1.9, 1.4, 0.04, "Kari", pronouns="she/her"),
    Part("Mateo", "Rivera", date(2014, 9, 9), "6", "teacher", "Hennepin", 4.4, 1.7, 1.8, 0.08, "Carmen", languages=("es",)),
    Part("Iris", "Novotny", date(2012, 4, 26), "8", "teacher_b", "Anoka", 4.9, 1.1, 1.0, 0.10, "Vera", pronouns="she/her"),
    Part("Malik", "Johnson", date(2012, 10, 11), "8", "teacher_b", "Hennepin", 3.9, 2.4, 2.0, 0.07, "Denise", pronouns="he/him"),
    Part("Sunny", "Vang", date(2013, 2, 3), "7", "teacher_b", "Hennepin", 5.2, 1.3, 0.9, 0.06, "Mai", languages=("hmn", "en"), pronouns="they/them"),
    Part("Grace", "Olsen", date(2013, 7, 19), "7", "teacher_b", "Carver", 4.6, -0.4, 1.5, 0.18, "Beth", pronouns="she/her"),
    Part("Omar", "Farah", date(2012, 12, 24), "8", "teacher_b", "Hennepin", 4.1, 2.2, 1.9, 0.05, "Sahra", languages=("so",), district="other_district"),
    Part("Ella", "Bergstrom", date(2013, 5, 8), "7", "teacher_b", "Wright", 5.6, 0.8, 0.6, 0.09, "Anders", "father", district="other_district"),
    Part("Noah", "Whitman", date(2012, 1, 30), "8", "teacher_b", "Scott", 3.4, 2.0, 2.6, 0.12, "Carol", "grandparent", pronouns="he/him"),
    Part("Luz", "Moreno", date(2013, 9, 15), "7", "teacher_b", "Hennepin", 4.7, 1.6, 1.2, 0.07, "Pilar", languages=("es", "en"), pronouns="she/her"),
    Part("Silas", "Kramer", date(2010, 6, 6), "10", "teacher_c", "Anoka", 5.1, 0.6, 0.7, 0.16, "Ruth", pronouns="he/him"),
    Part("Nadia", "Haddad", date(2009, 11, 28), "11", "teacher_c", "Hennepin", 4.5, 1.8, 1.0, 0.08, "Rima", languages=("ar", "en"), pronouns="she/her"),
    Part("Finn", "Gallagher", date(2010, 3, 3), "10", "teacher_c", "Carver", 4.3, 1.2, 1.3, 0.10, "Moira", district="other_district"),
    Part("Tessa", "Lindgren", date(2011, 8, 12), "9", "teacher_c", "Wright", 5.0, 1.0, 0.8, 0.12, "Karin", pronouns="she/her"),
    Part("Dante", "Brooks", date(2011, 1, 5), "9", "teacher_c", "Hennepin", 3.8, 2.3, 1.7, 0.09, "Tamika", pronouns="he/him"),
    Part("Mira", "Patel", date(2010, 9, 22), "10", "teacher_c", "Scott", 5.5, 0.7, 0.5, 0.05, "Anjali", pronouns="she/her"),
    Part("Kai", "Thompson", date(2009, 12, 13), "11", "teacher_c", "Anoka", 4.0, 1.5, 1.4, 0.20, "Joan", "grandparent", pronouns="they/them"),
    Part("Ruby", "Svenson", date(2011, 4, 18), "9", "teacher_c", "Hennepin", 4.9, 1.4, 0.9, 0.07, "Maja", pronouns="she/her"),
)  # fmt: skip
# With Maya (Room 114) and Jonah (Room 118) of the cast these are the twenty-five.
MAYA = Part("Maya", "Reyes", date(2014, 5, 2), "6", "teacher", "Hennepin", 4.1, 2.3, 2.1, 0.07, "Elena", pronouns="she/her", languages=("en", "es"))  # fmt: skip
JONAH = Part("Jonah", "Berg", date(2010, 2, 11), "10", "teacher_c", "Hennepin", 4.4, 0.9, 1.0, 0.13, "Ingrid", pronouns="he/him")  # fmt: skip
