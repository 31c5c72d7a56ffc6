"""What stands against a caregiver at an instant: orders of a court, suspicions, and claims that wait for papers."""

from collections.abc import Iterator
from datetime import timedelta

from ..situation import Facts, OrderFact
from ..types import Id
from .moment import Moment


def live_orders(facts: Facts, person: Id, moment: Moment) -> Iterator[OrderFact]:
    """Return the court orders on a caregiver that are in force."""
    return (order for order in facts.orders_on.get(person, ()) if moment.within(order.period))


def is_suspected(facts: Facts, person: Id, moment: Moment) -> bool:
    """Tell whether a caregiver is suspected of abuse, neglect or endangerment."""
    return any(moment.within(suspicion.period) for suspicion in facts.suspicions_of.get(person, ()))


def is_held(facts: Facts, person: Id, moment: Moment, hours: int) -> bool:
    """Tell whether a claim against a caregiver still holds; it does for so many hours."""
    lasts = timedelta(hours=hours)
    return any(h.person == person and moment.between(h.starts_at, h.starts_at + lasts) for h in facts.holds)
