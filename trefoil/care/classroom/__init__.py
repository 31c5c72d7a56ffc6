"""The school day of a child, as the grown-ups beside the child see it.

Keeps ratings of regulation and engagement (0 to 10) and moments of dysregulation: how strong, what was tried, how it
ended, how long it took. Written by teachers, school social workers and skills practitioners in their own organization's
compartments; read by the child's team, the family and the youth as far as the releases reach. It never judges a child,
never adds ratings up to a diagnosis, and never lets anything be erased: corrections keep what stood there before.
"""
