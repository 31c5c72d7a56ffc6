from trefoil.ground.kit import context


class CrisisConfig(context.ContextConfig):
    name = "trefoil.care.crisis"
    label = "crisis"

    def ready(self) -> None:
        from trefoil.ground.access.actions import bring_facts

        super().ready()
        bring_facts("crisis_facts")
