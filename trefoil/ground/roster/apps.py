from trefoil.ground.kit import context


class RosterConfig(context.ContextConfig):
    name = "trefoil.ground.roster"
    label = "roster"
