"""Sentences that no extraction finds, listed once for the translators.

Rules are pure and know no gettext: the page that shows a refusal translates it. Here stand those that a family or
a youth can meet. The last lists hold words that come as data, and what allauth's own Spanish lacks.
"""

from django.utils.translation import gettext_noop

OF_RELEASES = (
    gettext_noop("Only the parent or guardian who was asked can sign this."),
    gettext_noop("This release is already signed."),
    gettext_noop("This release was declined. Ask for a new one."),
    gettext_noop("The time this release was asked for has passed. Ask for a new one."),
    gettext_noop("Type your name as it stands above to sign."),
    gettext_noop("Only the parent or guardian who was asked can answer this."),
    gettext_noop("This release is already signed. You can end it instead."),
    gettext_noop("This release was already declined."),
    gettext_noop("This release was never signed."),
    gettext_noop("This release has already ended."),
    gettext_noop("This release was ended by the family. Ask for a new one."),
    gettext_noop("Only another parent or guardian who could have signed this can object to it."),
    gettext_noop("Your objection already stands."),
)
OF_WITHHOLDING = (
    gettext_noop("Only the youth asks for this, here."),
    gettext_noop("You have asked for this already. Somebody will decide it."),
    gettext_noop("Say in a few words why. It helps whoever decides."),
    gettext_noop("Choose from whom."),
    gettext_noop("School records cannot be withheld from a parent."),
    gettext_noop("Choose what it is about."),
    gettext_noop("This was decided already. Talk with somebody on your team."),
)
OF_REQUESTS = (
    gettext_noop("Only the student, a parent or a guardian can ask for the record."),
    gettext_noop("Choose who keeps the record."),
    gettext_noop("This is already asked for, and the answer is on its way."),
    gettext_noop("The last day must come after the first."),
    gettext_noop("Nothing here can be looked at again this way. You can complain, as the letter says."),
    gettext_noop("You asked for this already."),
    gettext_noop("Say in your own words what should be looked at again."),
    gettext_noop("Only the family can tell this here."),
    gettext_noop("Say in your own words what looks wrong."),
)
OF_PLANS = (
    gettext_noop("This version was taken back to be changed. You will be asked again."),
    gettext_noop("You have already signed this."),
    gettext_noop("Only a parent or guardian with authority can sign this."),
    gettext_noop("Write what should change."),
    gettext_noop("Say what is done, in a sentence that the one who does it understands."),
    gettext_noop("Write in a sentence why, so that everybody understands it."),
    gettext_noop("You co-sign after the one whom you supervise has signed."),
    gettext_noop("Nothing is different from what stands in the plan."),
    gettext_noop("You change what is done where you are; for the rest, propose it in your words."),
    gettext_noop("This proposal is already answered."),
    gettext_noop("Write what you think."),
    gettext_noop("Only the one who proposed it can take it back."),
    gettext_noop("Nobody waits for your word on this version."),
    gettext_noop("You have already said so."),
    gettext_noop("Priorities are the family's own words."),
    gettext_noop("Write what matters most to you."),
    gettext_noop("Five at most, so that each one counts. Take one out first."),
    gettext_noop("Only the one who wrote it takes it back."),
    gettext_noop("It is already taken back."),
)
OF_REVIEWS = (
    gettext_noop("Write your question."),
    gettext_noop("This question is already settled."),
    gettext_noop("It is already done."),
    gettext_noop("Whoever does it says so."),
)
OF_QUESTIONNAIRES = (
    gettext_noop("These answers are finished and can no longer be changed."),
    gettext_noop("This questionnaire is no longer asked."),
    gettext_noop("Please choose one of the answers."),
    gettext_noop("This question waits until a person from your team is there for you."),
    gettext_noop("There are questions you have not seen yet."),
)
OF_EVALUATIONS = (
    gettext_noop("This part has no such field."),
    gettext_noop("Keep each answer under 8,000 characters."),
    gettext_noop("Write something before you hand it in."),
    gettext_noop("This evaluation is signed and locked. What is missing goes into an addendum."),
    gettext_noop("This evaluation is over."),
)
FOR_FAMILIES = (
    *OF_RELEASES, *OF_WITHHOLDING, *OF_REQUESTS, *OF_PLANS, *OF_REVIEWS, *OF_QUESTIONNAIRES, *OF_EVALUATIONS,
)  # fmt: skip

# What members of a team are called, as organizations write it; a family reads it in its own language.
OF_TEAMS = (
    gettext_noop("Classroom aide"),
    gettext_noop("Classroom teacher"),
    gettext_noop("Clinical supervisor"),
    gettext_noop("Family peer specialist"),
    gettext_noop("School social worker"),
    gettext_noop("Skills practitioner"),
    gettext_noop("Therapist"),
)

OF_ALLAUTH = (
    gettext_noop("Bad Token"),
    gettext_noop("Passkey"),
    gettext_noop("Save them in a secure location now — they won't be shown again."),
    gettext_noop(
        "The password reset link was invalid, possibly because it has already been used.  Please request a"
        ' <a href="%(passwd_reset_url)s">new password reset</a>.'
    ),
)
