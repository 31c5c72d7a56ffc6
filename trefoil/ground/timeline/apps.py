from trefoil.ground.kit import context


class TimelineConfig(context.ContextConfig):
    name = "trefoil.ground.timeline"
    label = "timeline"
