from trefoil.ground.kit import context


class DemoConfig(context.ContextConfig):
    name = "trefoil.demo"
    label = "demo"
