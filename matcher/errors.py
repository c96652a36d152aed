"""What can be wrong with a problem, named, and said before anything is solved."""


class MatcherError(Exception):
    """Everything this library raises on purpose."""


class InvalidProblem(MatcherError, ValueError):  # noqa: N818 - reads as the sentence it is
    """The input cannot be solved as it stands; `who` and `field` say where, the message says what."""

    def __init__(self, message: str, *, who: str = "", field: str = "") -> None:
        super().__init__(message)
        self.who = who
        self.field = field


class DuplicateId(InvalidProblem):
    """Two people on one side share an id."""


class EmptySide(InvalidProblem):
    """There are no requests, or no mentors."""


class OutOfRange(InvalidProblem):
    """A number lies outside what it can mean: a negative capacity, an age of 400."""


class NotANumber(InvalidProblem):
    """A number is NaN or infinite."""


class UnknownLanguage(InvalidProblem):
    """A language code is none the programme knows."""


class UnknownCode(InvalidProblem):
    """A code (means, gender, level) is none of its list."""


class UnknownPerson(InvalidProblem):
    """A pair, a wish or a question names somebody who is not in the problem."""


class UnknownRule(InvalidProblem):
    """A programme names a rule that does not exist."""


class WrongKind(InvalidProblem):
    """A value in a programme's data is of another kind than belongs there: a text where a number should be."""


class NamedTwice(InvalidProblem):
    """Something that can be there once is there twice."""


class UnknownCriterion(InvalidProblem):
    """A programme weighs a criterion that does not exist."""


class InvalidWeights(InvalidProblem):
    """Weights are negative, not numbers, or all zero."""


class FixedPairBreaksRule(InvalidProblem):
    """A pair that must stay breaks a hard rule; `rules` lists which."""

    def __init__(self, message: str, *, who: str, rules: tuple[str, ...]) -> None:
        super().__init__(message, who=who, field="fixed_pairs")
        self.rules = rules


class FixedPairsClash(InvalidProblem):
    """Pairs that must stay exceed a capacity or a demand, or are declined at the same time."""


class ProblemTooLarge(InvalidProblem):
    """The estimate of the memory needed is above the limit; both are in bytes."""

    def __init__(self, *, needed_bytes: int, limit_bytes: int) -> None:
        needed, limit = needed_bytes / 2**30, limit_bytes / 2**30
        super().__init__(f"needs about {needed:.2f} GiB of memory, {limit:.2f} GiB are allowed")
        self.needed_bytes = needed_bytes
        self.limit_bytes = limit_bytes


class NothingToExplain(MatcherError):  # noqa: N818
    """The question is about a plan that does not exist: the result is infeasible, or lacks its workings."""


class InvalidFile(MatcherError, ValueError):  # noqa: N818
    """A file cannot be used; file, row (the first is 1; 0 where it is about none) and field say where."""

    def __init__(self, message: str, *, file: str, row: int = 0, field: str = "") -> None:
        places = [file, *([f"row {row}"] if row else []), *([f"field {field!r}"] if field else [])]
        super().__init__(f"{', '.join(places)}: {message}")
        self.file = file
        self.row = row
        self.field = field


class NoFlow(RuntimeError):  # noqa: N818 - reads as the sentence it is
    """The flow solver failed on a network that always has a flow: a fault of this library."""
