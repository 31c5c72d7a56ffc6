"""How other systems' records come in and go out: rosters of schools today. Parses, reports and
hands over to the contexts that keep things; keeps nothing itself."""
