from trefoil.ground.kit import context


class RequestsConfig(context.ContextConfig):
    name = "trefoil.ground.requests"
    label = "record_requests"
