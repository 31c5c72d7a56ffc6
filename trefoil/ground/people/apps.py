from trefoil.ground.kit import context


class PeopleConfig(context.ContextConfig):
    name = "trefoil.ground.people"
    label = "people"

    def ready(self) -> None:
        from trefoil.ground.access.actions import bring_facts

        super().ready()
        bring_facts("people_facts")
