from trefoil.ground.kit import context


class WorklistConfig(context.ContextConfig):
    name = "trefoil.ground.worklist"
    label = "worklist"
