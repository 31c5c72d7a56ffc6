from trefoil.ground.kit import context


class DocumentsConfig(context.ContextConfig):
    name = "trefoil.ground.documents"
    label = "documents"
