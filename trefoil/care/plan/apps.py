from trefoil.ground.kit import context


class PlanConfig(context.ContextConfig):
    name = "trefoil.care.plan"
    label = "plan"
