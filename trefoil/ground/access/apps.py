from trefoil.ground.kit import context


class AccessConfig(context.ContextConfig):
    name = "trefoil.ground.access"
    label = "access"
