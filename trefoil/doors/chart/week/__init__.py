"""One child's week: scores, ratings, hard moments, sessions and attendance on one time axis."""
