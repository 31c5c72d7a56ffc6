from trefoil.ground.kit import context


class InstrumentsConfig(context.ContextConfig):
    name = "trefoil.care.instruments"
    label = "instruments"
