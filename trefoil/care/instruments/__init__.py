"""Instruments: questionnaires, who is asked to answer them, the answers and their scores.

It keeps each questionnaire as the FHIR resource its authors could exchange, the answers as they
were given (who, when, in which language), the score with what was missing, and every flag for
safety until a named person has written what was done. Therapists read it, the youth answers it.
It never averages informants, never fills a gap, never calls a screen a diagnosis.
"""
