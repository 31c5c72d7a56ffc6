from trefoil.ground.kit import context


class SessionsConfig(context.ContextConfig):
    name = "trefoil.care.sessions"
    label = "care_sessions"
