from trefoil.ground.kit import context


class ClassroomConfig(context.ContextConfig):
    name = "trefoil.care.classroom"
    label = "classroom"
