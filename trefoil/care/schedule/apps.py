from trefoil.ground.kit import context


class ScheduleConfig(context.ContextConfig):
    name = "trefoil.care.schedule"
    label = "schedule"
