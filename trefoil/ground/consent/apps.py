from trefoil.ground.kit import context


class ConsentConfig(context.ContextConfig):
    name = "trefoil.ground.consent"
    label = "consent"

    def ready(self) -> None:
        from trefoil.ground.access.actions import bring_facts

        super().ready()
        bring_facts("consent_facts")
        bring_facts("withholding_facts")
