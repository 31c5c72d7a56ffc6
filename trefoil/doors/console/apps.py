from trefoil.ground.kit import context


class ConsoleConfig(context.ContextConfig):
    name = "trefoil.doors.console"
    label = "console"
