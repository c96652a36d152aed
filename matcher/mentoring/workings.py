"""What a solve leaves behind for questions about it."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.arrays import Chosen, Ints, Longs
from matcher.candidates import Field, Pairs
from matcher.mentoring.flow import Network, Prices
from matcher.mentoring.levels import Seats


@dataclass(frozen=True)
class Workings:
    """The arrays of a solved problem; rows are people in canonical order, fixed pairs are taken out."""

    field: Field
    pairs: Pairs
    seats: Seats
    capacity: Ints
    used: Chosen
    """Which of the pairs are in the plan."""
    seat_used: Chosen
    closed_at: Ints
    floor: int
    network: Network
    network_pairs: Longs
    """The pair each arc of the network is."""
    prices: Prices
