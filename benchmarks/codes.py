"""Code search: from what is typed to the lines that are shown, over the whole of ICD-10-CM."""

from benchmarks.measuring import Row, median_and_p95, timed

WORDS = ["adhd", "worry", "trauma", "wetting bed", "depressed mood", "school refusal", "autism", "self harm"]
BEGINNINGS = ["anx", "dis", "con", "uns", "f43", "t74.12xa"]
COMMON = ["unspecified", "disorder", "injury left", "unspecified left right", "child abuse suspected"]
ROUNDS = 20


def run() -> list[Row]:
    """Measure words, beginnings of words and codes, the common and the rare."""
    from trefoil.care.evaluation import codeset

    read = timed(codeset.shelf)
    typed = [*WORDS, *BEGINNINGS, *COMMON]
    times = {text: [timed(lambda t=text: codeset.search(t)) for _ in range(ROUNDS)] for text in typed}
    slowest = max(times, key=lambda text: median_and_p95(times[text])[0])
    every = [one for found in times.values() for one in found]
    size = f"{len(codeset.shelf().entries):,} entries, 98,186 codes"
    return [
        Row(
            "codes", "search by words", size, *median_and_p95(every), note=f"{len(typed)} questions; the limit is 50 ms"
        ),
        Row("codes", "the slowest question", size, *median_and_p95(times[slowest]), note=f"“{slowest}”"),
        Row("codes", "reading the code set, once for each server", size, read),
    ]
