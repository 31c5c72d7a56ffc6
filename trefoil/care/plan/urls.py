from django.urls import path

from . import dose_views, draft_views, proposal_views, school_views, sign_views, views

app_name = "plan"
urlpatterns = [
    path("child/<uuid:child_id>/", views.plan, name="plan"),
    path("child/<uuid:child_id>/versions/", views.versions, name="versions"),
    path("child/<uuid:child_id>/propose/", proposal_views.propose, name="propose"),
    path("child/<uuid:child_id>/reword/", proposal_views.reword, name="reword"),
    path("proposal/<uuid:proposal_id>/", proposal_views.proposal, name="proposal"),
    path("proposal/<uuid:proposal_id>/remark/", proposal_views.remark, name="remark"),
    path("proposal/<uuid:proposal_id>/withdraw/", proposal_views.withdraw, name="withdraw"),
    path("proposal/<uuid:proposal_id>/answer/", proposal_views.answer, name="answer"),
    path("proposal/<uuid:proposal_id>/approve/", proposal_views.approve, name="approve"),
    path("version/<uuid:version_id>/confirm/", views.confirm, name="confirm"),
    path("version/<uuid:version_id>/emergency/", views.start_in_emergency, name="start_in_emergency"),
    path("version/<uuid:version_id>/why/", dose_views.give_reason, name="give_reason"),
    path("version/<uuid:version_id>/service/add/", dose_views.add_service, name="add_service"),
    path("version/<uuid:version_id>/service/<uuid:service_id>/", dose_views.change_service, name="change_service"),
    path(
        "version/<uuid:version_id>/service/<uuid:service_id>/remove/", dose_views.remove_service, name="remove_service"
    ),
    path("version/<uuid:version_id>/goal/<uuid:goal_id>/diagnosis/", dose_views.link_diagnosis, name="link_diagnosis"),
    path("version/<uuid:version_id>/diagnosis/<uuid:link_id>/", dose_views.unlink_diagnosis, name="unlink_diagnosis"),
    path("child/<uuid:child_id>/draft/", draft_views.draft, name="draft"),
    path("child/<uuid:child_id>/card/", draft_views.write_card, name="write_card"),
    path("version/<uuid:version_id>/edit/", draft_views.edit, name="edit"),
    path("version/<uuid:version_id>/goal/add/", draft_views.add_goal, name="add_goal"),
    path("version/<uuid:version_id>/goal/<uuid:goal_id>/", draft_views.change_goal, name="change_goal"),
    path("version/<uuid:version_id>/goal/<uuid:goal_id>/remove/", draft_views.remove_goal, name="remove_goal"),
    path("version/<uuid:version_id>/goal/<uuid:goal_id>/move/", draft_views.move_goal, name="move_goal"),
    path("version/<uuid:version_id>/goal/<uuid:goal_id>/strategy/", draft_views.add_strategy, name="add_strategy"),
    path("version/<uuid:version_id>/strategy/<uuid:strategy_id>/", draft_views.change_strategy, name="change_strategy"),
    path(
        "version/<uuid:version_id>/strategy/<uuid:strategy_id>/remove/",
        draft_views.remove_strategy,
        name="remove_strategy",
    ),
    path("version/<uuid:version_id>/accommodation/add/", draft_views.add_accommodation, name="add_accommodation"),
    path(
        "version/<uuid:version_id>/accommodation/<uuid:accommodation_id>/",
        draft_views.change_accommodation,
        name="change_accommodation",
    ),
    path(
        "version/<uuid:version_id>/accommodation/<uuid:accommodation_id>/remove/",
        draft_views.remove_accommodation,
        name="remove_accommodation",
    ),
    path("version/<uuid:version_id>/submit/", sign_views.submit, name="submit"),
    path("version/<uuid:version_id>/sign/", sign_views.sign, name="sign"),
    path("signature/<uuid:signature_id>/go-on-without/", sign_views.go_on_without, name="go_on_without"),
    path("version/<uuid:version_id>/preview/", school_views.preview, name="preview"),
    path("version/<uuid:version_id>/publish/", school_views.publish, name="publish"),
    path("child/<uuid:child_id>/school/", school_views.for_school, name="for_school"),
    path("school/<uuid:school_plan_id>/acknowledge/", school_views.acknowledge, name="acknowledge"),
]
