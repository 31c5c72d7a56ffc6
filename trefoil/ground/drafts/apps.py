from trefoil.ground.kit import context


class DraftsConfig(context.ContextConfig):
    name = "trefoil.ground.drafts"
    label = "drafts"
