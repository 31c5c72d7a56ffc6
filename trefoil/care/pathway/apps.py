from trefoil.ground.kit import context


class PathwayConfig(context.ContextConfig):
    name = "trefoil.care.pathway"
    label = "pathway"
