"""What can be wrong with a problem of shifts, beyond what `matcher.errors` names."""

from __future__ import annotations

from matcher.errors import InvalidProblem


class EndsBeforeItStarts(InvalidProblem):
    """A span ends before, or when, it starts."""


class NoTimeZone(InvalidProblem):
    """A moment does not say in which time zone it is."""


class CrossesClockChange(InvalidProblem):
    """The clock changes during a shift: nobody could read its hours off the wall. Split it in two."""


class InThePast(InvalidProblem):
    """A shift has started before the plan is made."""


class MinimumAboveMaximum(InvalidProblem):
    """A shift asks for more people than it has room for, in all or of one qualification."""


class UnknownSkill(InvalidProblem):
    """A qualification is none of the known ones."""


class UnknownShift(InvalidProblem):
    """An assignment or a question names a shift that is not in the problem."""


class FixedTwice(InvalidProblem):
    """A volunteer is fixed to two places at once."""


class FixedTooMany(InvalidProblem):
    """More volunteers are fixed to a shift than it has room for."""
