"""Evaluation: what every discipline gathers about a child, the formulation, and the diagnoses that rest on it.

It keeps each contribution in a part of its own, under the category that the part belongs to, so that the wall decides
who writes and who reads; it says what is missing to those who may know, and until when the law wants it. Diagnoses are
codes of ICD-10-CM with their evidence, their doubts and their history. A licensed professional signs, and the text
stays. Nothing here is shown to the school by default, and nothing is diagnosed by arithmetic.
"""
