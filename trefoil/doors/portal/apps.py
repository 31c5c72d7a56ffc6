from trefoil.ground.kit import context


class PortalConfig(context.ContextConfig):
    name = "trefoil.doors.portal"
    label = "portal"
