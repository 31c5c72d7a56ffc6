from trefoil.ground.kit import context


class ChartConfig(context.ContextConfig):
    name = "trefoil.doors.chart"
    label = "chart"
