"""What one more mentor, or one more approval, would be worth to those who wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import matcher
from web.core.clock import local_date
from web.proposals.engine.snapshot import mentor_value
from web.proposals.intake import Intake
from web.proposals.plan import KindOfMentor, Worth

HOURS = {
    "afternoons": matcher.Week.from_hours([(day, 14, 17) for day in range(5)]),
    "evenings": matcher.Week.from_hours([(day, 17, 20) for day in range(5)]),
    "weekends": matcher.Week.from_hours([(day, 10, 16) for day in (5, 6)]),
}
COMMON_LANGUAGE = "da"
MOST_OF_A_KIND = 6
KINDS_KEPT = 1_500


def worths_of(
    problem: matcher.Problem, result: matcher.Result, intake: Intake, *, now: datetime
) -> tuple[Worth, ...]:
    """Return for everybody who is still to be vetted, were everything in order: how many would be possible, how many more helped."""
    day = local_date(now)
    everything = dict.fromkeys(str(requirement.kind) for requirement in intake.requirements)
    vetted = [
        replace(mentor_value(mentor, intake, day=day), clearances=everything, pending_clearances=frozenset())
        for mentor in intake.pending
    ]
    gained = gained_by_approving(problem, {mentor.id for mentor in vetted}, kinds=frozenset(everything))
    return tuple(
        Worth(
            int(value.mentor.id),
            value.possible_requests,
            gained.get(value.mentor.id, value.more_served),
        )
        for value in matcher.value_of_types(result, vetted)
    )


def gained_by_approving(
    problem: matcher.Problem, vetted: Collection[str], *, kinds: frozenset[str]
) -> dict[str, int]:
    """Return how many more those would serve who take part already, though not with everybody: the rest is pending."""
    mentors = tuple(
        replace(m, pending_clearances=kinds if m.id in vetted else frozenset()) for m in problem.mentors
    )
    if not any(mentor.pending_clearances for mentor in mentors):
        return {}
    values = matcher.value_of_pending(matcher.solve(replace(problem, mentors=mentors)))
    return {value.mentor_id: value.more_served for value in values}


def kinds_worth_recruiting(
    problem: matcher.Problem, *, hidden_requests: Collection[str]
) -> tuple[KindOfMentor, ...]:
    """Return the kinds of mentors of whom one more would give one more young person a mentor, best first.

    A kind names an area, so the `hidden_requests` (of people with protected address) are not counted; the mentors whom
    they have are taken as given. A kind that asks for more than another and helps nobody else is left out.
    """
    others = without_requests(problem, hidden_requests)
    if others is None:
        return ()
    result = matcher.solve(others)
    values = matcher.value_of_types(result, matcher.sensible_types(result, hours=HOURS))
    reached = {value.mentor.id: value.possible_requests for value in values}
    best = best_of_each_sort(value for value in values if value.more_served)
    curves = curves_of(result, [value.mentor for value in best.values()])
    kinds = {
        value.mentor.id: kind_of(value, reached, helped_by=curves.get(value.mentor.id, []))
        for value in values
        if value.more_served
    }
    kept = [kind for name, kind in kinds.items() if is_worth_asking_for(name, kinds)]
    return tuple(sorted(kept, key=order_of_worth)[:KINDS_KEPT])


def best_of_each_sort(values: Iterable[matcher.TypeValue]) -> dict[str, matcher.TypeValue]:
    """Return, of each sort of mentor, the area where one more is worth most; `values` come best first."""
    best: dict[str, matcher.TypeValue] = {}
    for value in values:
        best.setdefault(sort_of(value.mentor.id), value)
    return best


def sort_of(kind: str) -> str:
    """Return a kind without its area."""
    return kind.partition("|")[2]


def curves_of(result: matcher.Result, mentors: Sequence[matcher.Mentor]) -> dict[str, list[int]]:
    """Return how many one, two, … of each kind would help."""
    curves = matcher.gain_curves(result, mentors, most=MOST_OF_A_KIND)
    return {mentor.id: list(curve) for mentor, curve in zip(mentors, curves, strict=True)}


def is_worth_asking_for(name: str, kinds: Mapping[str, KindOfMentor]) -> bool:
    """Tell whether no simpler kind in the same area is worth as much."""
    simpler = [kinds[other] for other in simpler_kinds(name) if other in kinds]
    return not any(worth_of(other) >= worth_of(kinds[name]) for other in simpler)


def worth_of(kind: KindOfMentor) -> tuple[int, int, int]:
    """Return what makes one kind better than another: who is helped first, then how many in the end."""
    return (-kind.urgency, kind.waiting_days, max(kind.helped_by, default=1))


def order_of_worth(kind: KindOfMentor) -> tuple[int, int, int, int, int, str, str]:
    """Return the place of a kind in the list: the best first, the simplest first among equals."""
    urgency, waiting, helped = worth_of(kind)
    asked = (kind.language != COMMON_LANGUAGE) + bool(kind.experience)
    return (-urgency, -waiting, -helped, asked, -kind.could_help, kind.area, kind.hours)


def without_requests(problem: matcher.Problem, hidden: Collection[str]) -> matcher.Problem | None:
    """Return the problem of everybody else; None where nobody else asks."""
    if not hidden:
        return problem
    taken = Counter(pair.mentor_id for pair in matcher.solve(problem).pairs if pair.request_id in hidden)
    requests = tuple(request for request in problem.requests if request.id not in hidden)
    if not requests:
        return None
    return replace(
        problem,
        requests=requests,
        mentors=tuple(replace(m, used_capacity=m.used_capacity + taken[m.id]) for m in problem.mentors),
        published_pairs=frozenset(pair for pair in problem.published_pairs if pair[0] not in hidden),
    )


def simpler_kinds(kind: str) -> set[str]:
    """Return the kinds that ask for less: only Danish, no experience, or neither."""
    area, language, hours, experience = kind.split("|")
    asking_for_less = {
        "|".join((area, COMMON_LANGUAGE, hours, experience)),
        "|".join((area, language, hours, "")),
        "|".join((area, COMMON_LANGUAGE, hours, "")),
    }
    return asking_for_less - {kind}


def told_by(kind: str, reached: Mapping[str, int]) -> int:
    """Return how many young people stand behind what this kind asks for more than a simpler one."""
    return min((reached[kind] - reached[simpler] for simpler in simpler_kinds(kind)), default=reached[kind])


def kind_of(value: matcher.TypeValue, reached: Mapping[str, int], *, helped_by: list[int]) -> KindOfMentor:
    """Return one kind as codes and numbers."""
    area, language, hours, experience = value.mentor.id.split("|")
    return KindOfMentor(
        area=area,
        language=language,
        hours=hours,
        experience=experience,
        could_help=value.possible_requests,
        told_by=told_by(value.mentor.id, reached),
        urgency=value.urgency or 0,
        waiting_days=value.waiting_days or 0,
        helped_by=helped_by,
    )
