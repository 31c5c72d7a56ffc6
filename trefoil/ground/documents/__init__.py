"""Papers about a child: what came with a referral, what was signed by hand. Each lives in a compartment.

The files are encrypted at rest and leave only through the gate, as downloads. It keeps no file it cannot name the type
of, and never shows one inside a page.
"""
