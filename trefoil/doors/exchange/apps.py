from trefoil.ground.kit.context import ContextConfig


class ExchangeConfig(ContextConfig):
    name = "trefoil.doors.exchange"
    label = "exchange"
