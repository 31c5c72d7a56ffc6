"""What changes in each situation, against the access matrix of everyday life.

A situation is asked by the people whom it concerns, at every address about a child. Each line says who asks, and as
whom they get their answers: as a column of the matrix, or as `nobody`, who gets 404 everywhere. What differs from that
stands below it. A new address follows from the matrix; where a situation changes it, it must be named here.
"""

TABLE = """
# What each organization made is its own: the clinic has no longer, or not yet, what the school knows of the family.
no release
  therapist as therapist
    404 documents:download classroom:observations
    404 consent:sign consent:preview consent:seen_as consent:enter_hold consent:enter_suspicion
  teacher as teacher
    404 plan:propose plan:for_school plan:acknowledge plan:proposal plan:remark plan:reword plan:withdraw
    404 reviews:reviews reviews:meeting reviews:ask reviews:finish
expired
  teacher as teacher
    404 plan:propose plan:for_school plan:acknowledge plan:proposal plan:remark plan:reword plan:withdraw
    404 reviews:reviews reviews:meeting reviews:ask reviews:finish
    # a year later it is too late to undo
    422 classroom:undo_rating classroom:undo_episode
revoked
  therapist as therapist
    404 documents:download classroom:observations
    404 consent:sign consent:preview consent:seen_as consent:enter_hold consent:enter_suspicion
  social_worker as social_worker
    404 plan:propose plan:sign plan:for_school plan:acknowledge plan:proposal plan:remark plan:reword plan:withdraw
    404 reviews:reviews reviews:meeting reviews:ask reviews:finish
    422 consent:renew
# A letter's link is a stranger's: whoever is signed in learns from it nothing but that it does not work here.
# The order leaves the school's plan, no contact no more than a summary of it: there is no page for that.
no contact
  mother as nobody
    410 instruments:open_link instruments:link_answer instruments:link_question instruments:link_sheet
    410 instruments:link_finish instruments:link_decline
# His mother keeps what she had, and nothing that was made in his own service is there for her: not the note, not the
# paper. What his therapist told her is for her to read.
own consent
  jonahs_mother as mother
    404 sessions:read documents:download
    200 portal:told
  youth as maya
of age
  mother as nobody
    410 instruments:open_link instruments:link_answer instruments:link_question instruments:link_sheet
    410 instruments:link_finish instruments:link_decline
  father as nobody
    410 instruments:open_link instruments:link_answer instruments:link_question instruments:link_sheet
    410 instruments:link_finish instruments:link_decline
  maya as maya
other district
  other_coordinator as nobody
    410 instruments:open_link instruments:link_answer instruments:link_question instruments:link_sheet
    410 instruments:link_finish instruments:link_decline
# The least that an emergency needs: who this is, whom to call, how to keep the child safe.
break-glass
  outsider as outsider
    200 chart:child chart:timeline chart:week people:team people:family plan:plan
glass closed
  outsider as outsider
"""

Changes = dict[str, str]
Asked = dict[str, dict[str, tuple[str, Changes]]]
NOBODY = "nobody"


def _read(table: str) -> Asked:
    """Read the table: situation, its viewers with whom they are like, and the cells that differ."""
    found: Asked = {}
    for line in (line for line in table.splitlines() if line.strip() and not line.lstrip().startswith("#")):
        depth, words = len(line) - len(line.lstrip()), line.split()
        if depth == 0:
            viewers = found.setdefault(line.strip(), {})
        elif depth == 2:
            viewer, _as, like = words
            changes: Changes = {}
            viewers[viewer] = (like, changes)
        else:
            status, *rows = words
            changes |= dict.fromkeys(rows, status)
    return found


ASKED = _read(TABLE)
