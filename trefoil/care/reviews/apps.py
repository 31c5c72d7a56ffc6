from trefoil.ground.kit import context


class ReviewsConfig(context.ContextConfig):
    name = "trefoil.care.reviews"
    label = "reviews"
