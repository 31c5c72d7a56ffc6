from trefoil.ground.kit import context


class EvaluationConfig(context.ContextConfig):
    name = "trefoil.care.evaluation"
    label = "evaluation"
