"""What left a child's record, and who asks to read it: accounting of disclosures, concerns, requests for the record.

It keeps what was sent outside by hand, the requests of parents and students with their legal clocks, and what was
handed out to them. It never decides what somebody may see: that is asked of the wall, through their own eyes.
"""
