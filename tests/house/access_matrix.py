"""The access matrix: what every member of the cast gets at every address.

A row is an address, a column a person. What the address is about is Maya's, or Jonah's where the row says so. A page is
asked for; where only a form may be sent, it is sent empty. 200 is the page, 302 leads on, 422 is a form or a rule that
says why not, 404 is what one may not see: the same as for a thing that is not there. The stranger is led to sign in.

Who may see what rests on the decision table (trefoil/ground/access/table.py). Where a cell here differs from it, one of
the two is wrong: find out which before you change either.
"""

COLUMNS = (
    "therapist",
    "supervisor",
    "skills",
    "peer",
    "teacher",
    "aide",
    "social_worker",
    "director",
    "privacy",
    "coordinator",
    "outsider",
    "mother",
    "father",
    "maya",
    "youth",
    "stranger",
)

TABLE = """
# Everybody: the server, the language, coming in
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
healthz                          200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
set_language                     302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
people:locked                    200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
people:accept_invitation         200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
people:second_factor             200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
drafts:save                      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
ui:gallery                       200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
ui:here                          204 204 204 204 204 204 204 204 204 204 204 204 204 204 204 302
# Sign-in (allauth)
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
account_email                    404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
account_login                    302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 200
account_logout                   200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
account_inactive                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_signup                   302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
account_reauthenticate           200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
account_email_verification_sent  200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
account_change_password          200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
account_set_password             302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
account_reset_password           200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_confirm_login_code       302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
account_confirm_email            200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
account_reset_password_from_key_done 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_reset_password_from_key  200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_reset_password_done      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
mfa_index                        200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
mfa_authenticate                 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_reauthenticate               200 200 200 200 200 200 200 200 200 200 200 302 302 302 302 302
mfa_activate_totp                302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_deactivate_totp              302 302 302 302 302 302 302 302 302 302 302 404 404 404 404 302
mfa_view_recovery_codes          404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
mfa_generate_recovery_codes      302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_download_recovery_codes      404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
mfa_list_webauthn                200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
mfa_add_webauthn                 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_reauthenticate_webauthn      302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_remove_webauthn              302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_edit_webauthn                302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_login_webauthn               302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
# The people of a program: staff, care teams, families
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
people:staff                     404 200 404 404 404 404 404 200 200 404 404 404 404 404 404 302
people:employ                    404 200 404 404 404 404 404 200 200 404 404 404 404 404 404 302
people:change_staff              404 404 404 404 404 404 404 200 200 404 404 404 404 404 404 302
people:end_employment            404 404 404 404 404 404 404 200 200 404 404 404 404 404 404 302
people:employ_again              404 404 404 404 404 404 404 302 302 404 404 404 404 404 404 302
people:invite_staff              404 404 404 404 404 404 404 200 200 404 404 404 404 404 404 302
people:team                      200 200 200 200 200 200 200 200 200 200 404 404 404 404 404 302
people:add_to_team               422 422 404 422 404 404 422 422 404 422 404 404 404 404 404 302
people:leave_team                404 404 404 404 404 404 200 200 404 404 404 404 404 404 404 302
people:family                    200 200 200 200 200 200 200 200 200 200 404 404 404 404 404 302
people:add_household             200 200 404 200 404 404 404 200 404 404 404 404 404 404 404 302
people:add_caregiver             200 200 404 200 404 404 200 200 404 200 404 404 404 404 404 302
people:invite_youth              200 200 404 200 404 404 200 200 404 200 404 404 404 404 404 302
people:change_household          404 404 404 404 404 404 404 200 404 404 404 404 404 404 404 302
people:change_caregiver          404 404 404 404 404 404 200 200 404 404 404 404 404 404 404 302
people:change_authority          404 404 404 404 404 404 200 200 404 404 404 404 404 404 404 302
people:end_caregiver             404 404 404 404 404 404 200 200 404 404 404 404 404 404 404 302
people:invite_caregiver          404 404 404 404 404 404 200 200 404 404 404 404 404 404 404 302
people:change_residence          404 404 404 404 404 404 404 200 404 404 404 404 404 404 404 302
# The staff's door
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
chart:today                      200 200 200 200 200 200 200 200 200 200 200 302 302 302 302 302
chart:children                   200 200 200 200 200 200 200 200 200 200 200 404 404 404 404 302
chart:find                       200 200 200 200 200 200 200 200 200 200 200 404 404 404 404 302
chart:child                      200 200 200 200 200 200 200 200 200 200 404 404 404 404 404 302
chart:child@jonah                200 200 200 200 200 200 200 200 200 200 404 404 404 404 404 302
chart:timeline                   200 200 200 200 200 200 200 200 200 200 404 404 404 404 404 302
chart:week                       200 200 200 200 200 200 200 200 200 200 404 404 404 404 404 302
# The family's and the youth's door
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
portal:home                      302 302 302 302 302 302 302 302 302 302 302 200 200 200 200 302
portal:permissions               302 302 302 302 302 302 302 302 302 302 302 200 200 200 200 302
portal:plan                      404 404 404 404 404 404 404 404 404 404 404 200 404 200 404 302
portal:plan@jonah                404 404 404 404 404 404 404 404 404 404 404 404 404 404 200 302
portal:ask                       404 404 404 404 404 404 404 404 404 404 404 422 404 422 404 302
portal:name_priority             404 404 404 404 404 404 404 404 404 404 404 422 404 422 404 302
portal:drop_priority             404 404 404 404 404 404 404 404 404 404 404 302 404 302 404 302
portal:week                      404 404 404 404 404 404 404 404 404 404 404 200 404 200 404 302
portal:week@jonah                404 404 404 404 404 404 404 404 404 404 404 404 404 404 200 302
portal:readers                   302 302 302 302 302 302 302 302 302 302 302 200 200 200 200 302
# Requests for the record, what left it, and who looked
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
requests:mine                    302 302 302 302 302 302 302 302 302 302 302 200 200 200 200 302
requests:desk                    200 200 200 200 200 200 200 200 200 200 200 404 404 404 404 302
requests:ask                     404 404 404 404 404 404 404 404 404 404 404 200 404 200 404 302
requests:enter_letter            200 200 404 200 404 404 200 200 200 200 404 404 404 404 404 302
requests:request                 404 404 404 404 404 404 200 200 200 404 404 200 404 404 404 302
requests:withdraw                404 404 404 404 404 404 404 404 404 404 404 302 404 404 404 302
requests:ask_review              404 404 404 404 404 404 404 404 404 404 404 422 404 404 404 302
requests:check                   404 404 404 404 404 404 422 422 422 404 404 404 404 404 404 302
requests:assemble                404 404 404 404 404 404 200 200 200 404 404 404 404 404 404 302
requests:preview                 404 404 404 404 404 404 200 200 200 404 404 404 404 404 404 302
requests:deliver                 404 404 404 404 404 404 422 422 422 404 404 404 404 404 404 302
requests:extend                  404 404 404 404 404 404 422 422 422 404 404 404 404 404 404 302
requests:deny                    404 404 404 404 404 404 422 422 422 404 404 404 404 404 404 302
requests:review                  404 404 404 404 404 404 422 422 422 404 404 404 404 404 404 302
requests:letter                  404 404 404 404 404 404 200 200 200 404 404 404 404 200 404 302
requests:fetch                   404 404 404 404 404 404 200 200 200 404 404 404 404 200 404 302
requests:accounting              200 200 404 200 404 404 200 200 200 200 404 200 404 200 404 302
requests:accounting_paper        200 200 404 200 404 404 200 200 200 200 404 200 404 200 404 302
requests:record                  200 200 404 200 404 404 200 200 200 200 404 404 404 404 404 302
requests:tell_officer            404 404 404 404 404 404 404 404 404 404 404 200 404 200 404 302
requests:concern                 404 404 404 404 404 404 404 404 200 404 404 200 404 404 404 302
portal:parents                   404 404 404 404 404 404 404 404 404 404 404 404 404 200 200 302
portal:share                     404 404 404 404 404 404 404 404 404 404 404 404 404 200 200 302
portal:share_protected           404 404 404 404 404 404 404 404 404 404 404 404 404 200 200 302
portal:take_back@jonah           404 404 404 404 404 404 404 404 404 404 404 404 404 404 200 302
portal:told@jonah                404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
# Evaluations
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
evaluation:due                   200 200 404 404 404 404 404 404 404 404 200 404 404 404 404 302
evaluation:codes                 200 200 404 404 404 404 404 404 404 404 200 404 404 404 404 302
evaluation:evaluation            200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:begin                 200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:contribute            200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:ask_school            302 302 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:withdraw              422 422 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:request_records       422 422 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:receive_records       422 422 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:conclude              200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:formulate             422 422 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:diagnose              422 422 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:reconsider            422 422 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:support               422 422 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:take_back             302 302 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:sign                  200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:cosign                404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:addend                200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
evaluation:observe               404 404 200 404 200 200 200 404 404 404 404 404 404 404 404 302
evaluation:tell                  404 404 404 404 404 404 404 404 404 404 404 200 404 200 404 302
evaluation:read                  200 200 404 404 404 404 404 404 404 404 404 200 404 200 404 302
evaluation:paper                 200 200 404 404 404 404 404 404 404 404 404 200 404 200 404 302
# The console
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
console:home                     404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
console:what_if                  200 200 200 200 200 200 200 200 200 200 200 404 404 404 404 302
console:ending                   404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
console:reading                  404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
console:review_reading           404 404 404 404 404 404 404 404 422 404 404 404 404 404 404 302
console:people                   404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
console:suspend                  404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
console:lift                     404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
console:children                 404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
console:who_sees                 404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
console:why                      404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
console:what_if_child            404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
console:trail                    404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
console:break_glass              200 200 200 404 200 200 200 404 404 404 200 404 404 404 404 302
console:review_glass             404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
console:rulebook                 200 200 200 200 200 200 200 200 200 200 200 404 404 404 404 302
console:pack                     200 200 200 200 200 200 200 200 200 200 200 404 404 404 404 302
console:follow                   404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
console:jobs                     404 404 404 404 404 404 404 200 200 404 404 404 404 404 404 302
console:run_again                404 404 404 404 404 404 404 302 302 404 404 404 404 404 404 302
# The exchange
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
exchange:import_roster           404 404 404 404 404 404 200 200 200 200 404 404 404 404 404 302
exchange:roster                  404 404 404 404 404 404 200 200 200 404 404 404 404 404 404 302
exchange:roster_progress         404 404 404 404 404 404 200 200 200 404 404 404 404 404 404 302
exchange:apply_roster            404 404 404 404 404 404 422 422 422 404 404 404 404 404 404 302
exchange:cancel_roster           404 404 404 404 404 404 302 302 302 404 404 404 404 404 404 302
exchange:roster_errors           404 404 404 404 404 404 200 200 200 404 404 404 404 404 404 302
# Papers
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
documents:download               200 200 200 200 200 200 200 200 404 200 404 200 200 200 404 302
documents:download@jonah         200 200 200 200 200 200 200 200 404 200 404 404 404 404 200 302
# Releases
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
consent:releases                 200 200 200 200 200 200 200 200 200 200 404 200 404 200 404 302
consent:releases@jonah           200 200 200 200 200 200 200 200 200 200 404 404 404 404 200 302
consent:ask                      200 200 404 200 404 404 200 200 200 200 404 404 404 404 404 302
consent:sign                     200 200 200 200 200 200 200 200 200 200 404 200 404 200 404 302
consent:sign@jonah               200 200 200 200 200 200 200 200 200 200 404 404 404 404 200 302
consent:decline                  404 404 404 404 404 404 404 404 404 404 404 200 404 404 404 302
consent:revoke                   404 404 404 404 404 404 200 200 200 404 404 200 404 404 404 302
consent:paper                    200 200 404 200 404 404 200 200 200 200 404 404 404 404 404 302
consent:preview                  200 200 404 200 404 404 200 200 200 200 404 200 404 404 404 302
consent:seen_as                  200 200 404 200 404 404 200 200 200 200 404 200 404 404 404 302
consent:renew                    404 404 404 404 404 404 302 302 302 404 404 302 404 404 404 302
consent:object_to                404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
consent:withdraw                 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
consent:settle                   404 404 404 404 404 404 404 404 302 404 404 404 404 404 404 302
consent:note_event               404 404 404 404 404 404 422 422 422 404 404 404 404 404 404 302
consent:recall                   404 404 404 404 404 404 404 404 200 404 404 200 404 404 404 302
# What the law says about a family
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
consent:custody                  200 200 404 404 404 404 200 200 200 404 404 404 404 404 404 302
consent:custody@jonah            200 200 404 404 404 404 200 200 200 404 404 404 404 404 404 302
consent:enter_order              404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
consent:void_order               404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
consent:enter_hold               200 200 404 404 404 404 200 200 200 404 404 404 404 404 404 302
consent:enter_suspicion          200 200 404 404 404 404 200 404 200 404 404 404 404 404 404 302
consent:lift                     404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
consent:enter_fact               404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
# Services, and what a youth who consents alone decides about
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
consent:lines                    404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
consent:set_line                 404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
consent:change_line              404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
consent:end_line                 404 404 404 404 404 404 404 404 200 404 404 404 404 404 404 302
consent:services                 200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
consent:services@jonah           200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
consent:start_service            200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
consent:sign_service@jonah       200 200 200 404 404 404 404 404 404 404 404 404 404 404 200 302
consent:decline_service@jonah    404 404 404 404 404 404 404 404 404 404 404 404 404 404 422 302
consent:end_service@jonah        200 200 404 404 404 404 404 404 404 404 404 404 404 404 200 302
consent:tell_caregiver           200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
consent:telling@jonah            200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
# What is withheld from somebody of the family: the youth asks, the clinicians decide
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
consent:ask_to_withhold          404 404 404 404 404 404 404 404 404 404 404 404 404 200 200 302
consent:take_back_asking@jonah   404 404 404 404 404 404 404 404 404 404 404 404 404 404 302 302
consent:withholding@jonah        200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
consent:end_withholding@jonah    200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
consent:withholdings             200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
consent:withhold                 200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
# Referral, waiting list, enrollment
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
pathway:referrals                404 404 404 404 404 404 404 200 404 200 404 404 404 404 404 302
pathway:refer                    404 404 404 404 404 404 404 404 404 200 404 404 404 404 404 302
pathway:waiting_list             404 404 404 404 404 404 404 200 404 404 404 404 404 404 404 302
pathway:open_program             404 404 404 404 404 404 404 200 404 404 404 404 404 404 404 302
pathway:referral                 404 404 404 404 404 404 404 200 404 200 404 404 404 404 404 302
pathway:ask_release              404 404 404 404 404 404 404 302 404 404 404 404 404 404 404 302
pathway:accept                   404 404 404 404 404 404 404 302 404 404 404 404 404 404 404 302
pathway:decline                  404 404 404 404 404 404 404 200 404 404 404 404 404 404 404 302
pathway:withdraw                 404 404 404 404 404 404 404 404 404 200 404 404 404 404 404 302
pathway:reorder                  404 404 404 404 404 404 404 200 404 404 404 404 404 404 404 302
pathway:enroll                   404 404 404 404 404 404 404 200 404 404 404 404 404 404 404 302
pathway:welcome                  404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
pathway:contact                  404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
pathway:languages                404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
pathway:calls                    404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
# Questionnaires
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
instruments:scores               200 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:course               200 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:assign               200 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:withdraw             200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:acknowledge          200 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:set_duty             200 200 200 200 404 404 404 404 404 404 200 404 404 404 404 302
instruments:end_duty             302 302 302 302 404 404 404 404 404 404 404 404 404 404 404 302
instruments:close                200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:send_link            200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:print_form           200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:type_in              200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:set_measure          200 200 404 404 404 404 404 404 404 404 200 404 404 404 404 302
instruments:end_measure          302 302 404 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:enter_score          200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:void_score           302 302 404 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:shelf                200 200 404 404 404 404 404 404 404 404 200 404 404 404 404 302
instruments:try_form             200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:publish              422 422 404 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:retire               302 302 404 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:export_form          200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
instruments:answer               302 302 404 404 404 404 404 404 404 404 404 404 404 302 404 302
instruments:answer@jonah         302 302 404 404 404 404 404 404 404 404 404 404 404 404 302 302
instruments:question             200 200 404 404 404 404 404 404 404 404 404 404 404 200 404 302
instruments:question@jonah       200 200 404 404 404 404 404 404 404 404 404 404 404 404 200 302
instruments:sheet                200 200 404 404 404 404 404 404 404 404 404 404 404 200 404 302
instruments:sheet@jonah          200 200 404 404 404 404 404 404 404 404 404 404 404 404 200 302
instruments:decline              200 200 404 404 404 404 404 404 404 404 404 404 404 200 404 302
instruments:decline@jonah        200 200 404 404 404 404 404 404 404 404 404 404 404 404 200 302
instruments:finish               200 200 404 404 404 404 404 404 404 404 404 404 404 200 404 302
instruments:finish@jonah         200 200 404 404 404 404 404 404 404 404 404 404 404 404 200 302
# Behind a link nobody is signed in: whoever is answers as themselves, on their own pages
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
instruments:open_link            410 410 410 410 410 410 410 410 410 410 410 410 410 410 410 200
instruments:link_answer          410 410 410 410 410 410 410 410 410 410 410 410 410 410 410 302
instruments:link_question        410 410 410 410 410 410 410 410 410 410 410 410 410 410 410 302
instruments:link_sheet           410 410 410 410 410 410 410 410 410 410 410 410 410 410 410 302
instruments:link_finish          410 410 410 410 410 410 410 410 410 410 410 410 410 410 410 302
instruments:link_decline         410 410 410 410 410 410 410 410 410 410 410 410 410 410 410 302
# The schedule
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
schedule:week                    200 200 200 200 200 200 200 200 200 200 200 404 404 404 404 302
schedule:child_week              200 200 200 200 200 200 200 200 404 200 404 200 404 200 404 302
schedule:child_week@jonah        200 200 200 200 200 200 200 200 404 200 404 404 404 404 200 302
schedule:appointment             200 200 200 404 404 404 404 200 404 404 404 404 404 404 404 302
schedule:book                    200 200 200 200 200 200 200 200 200 200 200 404 404 404 404 302
schedule:move                    200 200 200 404 404 404 404 200 404 404 404 404 404 404 404 302
schedule:cancel                  200 200 200 404 404 404 404 200 404 404 404 404 404 404 404 302
schedule:bells                   404 404 404 404 200 200 200 200 404 404 404 404 404 404 404 302
schedule:change_bells            404 404 404 404 200 200 200 200 404 404 404 404 404 404 404 302
schedule:add_room                200 200 200 200 200 200 200 200 200 200 200 404 404 404 404 302
schedule:timetable               404 404 404 404 200 200 200 200 404 404 404 404 404 404 404 302
schedule:bring_classes           404 404 404 404 422 422 422 422 404 404 404 404 404 404 404 302
schedule:end_class               404 404 404 404 302 302 302 302 404 404 404 404 404 404 404 302
# The plan
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
plan:plan                        200 200 200 200 404 404 404 404 404 404 404 200 404 200 404 302
plan:plan@jonah                  200 200 200 200 404 404 404 404 404 404 404 404 404 404 200 302
plan:versions                    200 200 200 404 404 404 404 404 404 404 404 200 404 200 404 302
plan:versions@jonah              200 200 200 404 404 404 404 404 404 404 404 404 404 404 200 302
plan:propose                     200 200 200 200 200 200 200 200 404 404 404 200 404 200 404 302
plan:propose@jonah               200 200 200 200 200 200 200 200 404 404 404 404 404 404 200 302
plan:reword                      200 200 200 404 200 200 200 200 404 404 404 200 404 200 404 302
plan:proposal                    200 200 200 200 200 200 200 200 404 404 404 200 200 200 404 302
plan:remark                      422 422 422 422 422 422 422 422 404 404 404 422 404 422 404 302
plan:withdraw                    422 422 422 422 422 422 422 422 404 404 404 302 404 422 404 302
plan:approve                     422 422 422 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:confirm                     422 302 302 404 404 404 404 404 404 404 404 422 404 422 404 302
plan:start_in_emergency          200 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:give_reason                 200 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:add_service                 302 302 302 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:change_service              422 422 422 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:remove_service              302 302 302 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:link_diagnosis              200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:unlink_diagnosis            302 302 404 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:answer                      200 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:draft                       422 422 422 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:write_card                  302 302 302 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:edit                        200 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:add_goal                    422 422 422 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:change_goal                 422 422 422 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:remove_goal                 302 302 302 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:move_goal                   302 302 302 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:add_strategy                422 422 422 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:change_strategy             422 422 422 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:remove_strategy             302 302 302 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:add_accommodation           422 422 422 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:change_accommodation        422 422 422 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:remove_accommodation        302 302 302 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:submit                      200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:sign                        200 404 404 404 404 404 200 404 404 404 404 200 404 200 404 302
plan:sign@jonah                  200 404 404 404 404 404 200 404 404 404 404 404 404 404 200 302
plan:go_on_without               200 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:preview                     200 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:publish                     422 422 404 404 404 404 404 404 404 404 404 404 404 404 404 302
plan:for_school                  200 200 200 200 200 200 200 200 404 404 404 200 200 200 404 302
plan:for_school@jonah            200 200 200 200 200 200 200 200 404 404 404 404 404 404 200 302
plan:acknowledge                 302 302 302 302 302 302 302 302 404 404 404 302 404 302 404 302
# Looking at the plan together
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
reviews:reviews                  200 200 200 200 200 200 200 200 404 404 404 200 200 200 404 302
reviews:reviews@jonah            200 200 200 200 200 200 200 200 404 404 404 404 404 404 200 302
reviews:arrange                  200 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
reviews:ask                      302 302 302 302 302 302 302 302 404 404 404 302 404 302 404 302
reviews:end_rhythm               302 302 404 404 404 404 404 404 404 404 404 404 404 404 404 302
reviews:settle                   302 302 302 404 404 404 404 404 404 404 404 302 404 404 404 302
reviews:meeting                  200 200 200 200 200 200 200 200 404 404 404 200 200 200 404 302
reviews:preread                  200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
reviews:note_present             302 302 404 404 404 404 404 404 404 404 404 404 404 404 404 302
reviews:wall                     200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
reviews:decide                   422 422 404 404 404 404 404 404 404 404 404 404 404 404 404 302
reviews:hold                     422 422 404 404 404 404 404 404 404 404 404 404 404 404 404 302
reviews:cancel                   422 422 404 404 404 404 404 404 404 404 404 404 404 404 404 302
reviews:finish                   302 302 302 302 302 302 302 302 404 404 404 302 404 302 404 302
# Sessions and notes
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
sessions:queue                   200 200 200 200 200 200 200 200 200 200 200 404 404 404 404 302
sessions:child                   200 200 200 200 404 404 200 200 404 404 404 200 404 200 404 302
sessions:walk_in                 200 200 200 200 200 200 200 200 404 404 404 404 404 404 404 302
sessions:record                  200 200 200 404 404 404 404 200 404 404 404 404 404 404 404 302
sessions:group                   404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 302
sessions:record_group            404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 302
sessions:autosave_group          404 404 422 404 404 404 404 404 404 404 404 404 404 404 404 302
sessions:sign_group              404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 302
sessions:note                    302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
sessions:autosave                422 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
sessions:read                    200 200 404 404 404 404 404 404 404 404 404 200 404 200 404 302
sessions:sign                    302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
sessions:addend                  200 200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
sessions:cosign                  404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
# The classroom
                                 the sup ski pee tea aid soc dir pri coo out mot fat may you str
classroom:board                  404 404 200 404 200 200 200 404 404 404 404 404 404 404 404 302
classroom:observations           200 200 200 200 200 200 200 200 404 200 404 404 404 404 404 302
classroom:rate                   404 404 200 404 200 200 200 404 404 404 404 404 404 404 404 302
classroom:start_episode          404 404 302 404 302 302 302 404 404 404 404 404 404 404 404 302
classroom:rated                  404 404 200 404 200 200 200 404 404 404 404 404 404 404 404 302
classroom:undo_rating            404 404 404 404 302 422 422 404 404 404 404 404 404 404 404 302
classroom:correct_rating         404 404 404 404 200 200 200 404 404 404 404 404 404 404 404 302
classroom:void_rating            404 404 404 404 200 200 200 404 404 404 404 404 404 404 404 302
classroom:episode                404 404 200 404 200 200 200 404 404 404 404 404 404 404 404 302
classroom:grade_episode          404 404 404 404 422 422 422 404 404 404 404 404 404 404 404 302
classroom:choose_strategy        404 404 404 404 422 422 422 404 404 404 404 404 404 404 404 302
classroom:end_episode            404 404 404 404 422 422 422 404 404 404 404 404 404 404 404 302
classroom:reopen_episode         404 404 404 404 422 422 422 404 404 404 404 404 404 404 404 302
classroom:undo_episode           404 404 404 404 302 422 422 404 404 404 404 404 404 404 404 302
classroom:correct_episode        404 404 404 404 200 200 200 404 404 404 404 404 404 404 404 302
classroom:void_episode           404 404 404 404 200 200 200 404 404 404 404 404 404 404 404 302
"""


def _rows(table: str) -> dict[str, tuple[str, ...]]:
    """Read the table; lines that name no address are there for the eye."""
    lines = [line.split() for line in table.splitlines() if line and line[0] not in "# "]
    return {name: tuple(cells) for name, *cells in lines}


ROWS = _rows(TABLE)
