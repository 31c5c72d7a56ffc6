from . import context


class KitConfig(context.ContextConfig):
    name = "trefoil.ground.kit"
    label = "kit"
