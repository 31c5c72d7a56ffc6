"""The sentence and the verb of each kind of task. `{child}` stands for the name the child goes by."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Words(NamedTuple):
    """What a task says, and the button that does it."""

    sentence: Any
    verb: Any


SENTENCES: dict[str, Words] = {
    "review_referral": Words(_("A referral for {child} has come in"), _("Read")),
    "referral_answered": Words(_("The program has answered about {child}"), _("Read")),
    "referral_withdrawn": Words(_("The referral for {child} was withdrawn"), _("Read")),
    "sign_release": Words(_("Permission to share for {child} is waiting for you"), _("See and sign")),
    "release_signed": Words(_("The release for {child} is signed; the referral can be accepted"), _("Open")),
    "release_answered": Words(_("The release for {child} is signed"), _("Open")),
    "release_declined": Words(_("The release for {child} was declined"), _("Open")),
    "release_revoked": Words(_("A release for {child} was revoked"), _("See what is closed")),
    "release_ending": Words(_("The release for {child} ends soon"), _("Renew")),
    "permission_ending": Words(_("A permission for {child} ends soon"), _("Renew or let it end")),
    "own_release": Words(_("A permission of yours is waiting"), _("Read it")),
    "own_release_ending": Words(_("A permission of yours ends soon"), _("Renew or let it end")),
    "release_conflict": Words(_("Two who decide for {child} answered a release differently"), _("Look at it")),
    "welcome": Words(_("Welcome: a few things to finish for {child}"), _("Continue")),
    "answer_questionnaire": Words(_("A few questions are waiting for you"), _("Answer")),
    "answer_about_child": Words(_("A few questions about {child} are waiting for you"), _("Answer")),
    "questionnaire_about_finished": Words(_("Somebody has answered questions about {child}"), _("Read")),
    "item_nine": Words(_("{child} answered that they think of being dead or hurting themselves"), _("Respond")),
    "answer_needs_person": Words(_("An answer that {child} gave needs you now"), _("Respond")),
    "answer_about_needs_person": Words(_("An answer about {child} needs you now"), _("Respond")),
    "questionnaire_finished": Words(_("{child} has answered the questionnaire"), _("Read")),
    "sign_plan": Words(_("The plan for {child} waits for your signature"), _("Read and sign")),
    "acknowledge_plan": Words(_("The plan for school for {child} has changed"), _("Read")),
    "publish_plan": Words(_("The signed plan for {child} is not yet shared with the school"), _("Preview")),
    "answer_proposal": Words(_("Somebody proposes a change to the plan for {child}"), _("Answer")),
    "proposal_answered": Words(_("Your proposal for the plan of {child} is answered"), _("Read")),
    "read_remark": Words(_("Somebody said something about a proposal for {child}"), _("Read")),
    "read_plan": Words(_("There is a new plan for {child}"), _("Read what changed")),
    "hold_review": Words(_("It is time to look at the plan for {child} together"), _("Plan it")),
    "read_minutes": Words(_("What was agreed about {child} is written down"), _("Read")),
    "come_to_meeting": Words(_("You are invited to talk about {child}"), _("See what about")),
    "do_decision": Words(_("Something was agreed about {child} for you to do"), _("Open")),
    "tell_history": Words(_("The team would like to hear what you know about {child}"), _("Tell")),
    "tell_own_story": Words(_("Your team would like to hear your story"), _("Tell")),
    "observe_for_evaluation": Words(_("Somebody asks what you see of {child} in class"), _("Write")),
    "sign_evaluation": Words(_("The evaluation of {child} is to be signed"), _("Open")),
    "cosign_evaluation": Words(_("An evaluation of {child} waits for your co-signature"), _("Read")),
    "read_evaluation": Words(_("What the team understood about {child} is ready to read"), _("Read")),
    "finish_note": Words(_("A note about a session with {child} is not finished"), _("Finish")),
    "finish_group": Words(_("The notes about a group are not finished"), _("Finish")),
    "cosign_note": Words(_("A note about {child} waits for your co-signature"), _("Read")),
    "session_unrecorded": Words(_("Say who came to the session with {child}"), _("Record")),
    "answer_request": Words(_("Somebody asks for the record of {child}; the law gives a day"), _("Answer")),
    "review_denial": Words(_("Somebody asks to look again at what was kept back about {child}"), _("Review")),
    "request_answered": Words(_("There is an answer about the record of {child}"), _("Read")),
    "answer_concern": Words(_("A family finds that a reading about {child} looks wrong"), _("Read")),
    "concern_answered": Words(_("The privacy officer has answered you"), _("Read")),
    "settle_hold": Words(_("A claim about a caregiver of {child} closes the record to them; settle it"), _("Settle")),
    "restriction_entered": Words(_("The record of {child} was closed to a caregiver"), _("Read")),
    "review_break_glass": Words(_("The glass was broken for {child}; read the reason"), _("Review")),
    "sign_service": Words(_("A question waits for your yes or no"), _("Read")),
    "service_signed": Words(_("{child} has signed; the service can begin"), _("Open")),
    "service_declined": Words(_("{child} said no to the service"), _("Open")),
    "read_telling": Words(_("A caregiver of {child} was told what the youth decides about"), _("Read why")),
    "told_about_child": Words(_("A professional tells you something about {child}"), _("Read now")),
    "caregiver_was_told": Words(_("A grown-up was told something about you"), _("See what and why")),
    "decide_withholding": Words(_("{child} asks that something be withheld from a parent"), _("Decide")),
    "read_withholding": Words(_("Something of {child}'s record is withheld from somebody; read why"), _("Read")),
    "review_withholding": Words(_("What is withheld about {child} ends soon; look at it again"), _("Look at it")),
    "turns_eighteen": Words(_("{child} turns 18 soon: ask them to sign their own permissions"), _("Open")),
    "is_eighteen": Words(_("{child} is 18 now: ask them to sign their own permissions"), _("Open")),
    "sign_as_adult": Words(_("You are 18 now. Say for yourself who may share what"), _("See")),
}


def words_of(kind: str, child_name: str) -> Words:
    """Return the sentence and the verb of a kind of task, with the child's name in it."""
    words = SENTENCES.get(kind, Words(kind.replace("_", " "), _("Open")))
    return Words(str(words.sentence).format(child=child_name), str(words.verb))
