"""Small changes to what somebody asks for or offers, to be tried one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from matcher.mentoring.problem import Problem
from matcher.people import EVERYONE, NOBODY, Level, Mentor, Request
from matcher.reasons import Change, Exclusion, Reason
from matcher.week import Week

EVENING = (17.0, 19.0)
WEEKEND_MORNING = (10.0, 12.0)
MORE_MINUTES = (15, 30)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The request as it would be after the changes."""

    changes: tuple[Reason, ...]
    request: Request


@dataclass(frozen=True, slots=True)
class MentorRelaxation:
    """The mentor as she would be after the changes."""

    changes: tuple[Reason, ...]
    mentor: Mentor


def request_relaxations(request: Request, problem: Problem) -> list[Relaxation]:
    """Single changes to the request, smaller ones of a kind first."""
    return [
        *time_relaxations(request),
        *travel_relaxations(request),
        *language_relaxations(request),
        *other_languages(request),
        *wish_relaxations(request),
    ]


def time_relaxations(request: Request) -> Iterator[Relaxation]:
    """One more evening or weekend morning, or other hours for the small job."""
    for weekday in range(7):
        start, end = EVENING if weekday < 5 else WEEKEND_MORNING
        wider = request.week | Week.from_hours([(weekday, start, end)])
        if wider != request.week:
            reason = Reason(
                Change.MORE_TIME, {"weekday": weekday, "from_hour": int(start), "to_hour": int(end)}
            )
            yield Relaxation((reason,), replace(request, week=wider))
    if request.small_job_hours & request.week or request.mentors_without_room:
        other_hours = replace(request, small_job_hours=Week(), mentors_without_room=NOBODY)
        yield Relaxation((Reason(Change.OTHER_JOB_HOURS),), other_hours)


def travel_relaxations(request: Request) -> Iterator[Relaxation]:
    """A quarter or half an hour more on the way."""
    for more in MORE_MINUTES:
        longer = replace(request, max_travel_minutes=request.max_travel_minutes + more)
        yield Relaxation((Reason(Change.LONGER_TRAVEL, {"minutes": more}),), longer)


def language_relaxations(request: Request) -> Iterator[Relaxation]:
    """A level lower in one language."""
    for code, level in sorted(request.languages.items()):
        if level > 1:
            lower = {**request.languages, code: level - 1}
            reason = Reason(Change.LANGUAGE, {"language": code, "level": level - 1})
            yield Relaxation((reason,), replace(request, languages=lower))
    for code, level in sorted(request.required_languages.items()):
        lower = {**request.required_languages, code: level - 1}
        if level == 1:
            del lower[code]
        reason = Reason(Change.LANGUAGE, {"language": code, "level": level - 1})
        yield Relaxation((reason,), replace(request, required_languages=lower))


def other_languages(request: Request) -> Iterator[Relaxation]:
    """One of her own languages that she speaks well, beside those asked for; nothing where none is asked for."""
    for code, level in sorted(request.spoken_languages.items()) if request.languages else ():
        if level >= Level.GOOD and code not in request.languages:
            more = {**request.languages, code: int(Level.GOOD)}
            yield Relaxation(
                (Reason(Change.OTHER_LANGUAGE, {"language": code}),), replace(request, languages=more)
            )


def wish_relaxations(request: Request) -> Iterator[Relaxation]:
    """Without one of the wishes that must be kept."""
    if request.mentor_gender is not None:
        yield Relaxation((Reason(Change.WITHOUT_GENDER_WISH),), replace(request, mentor_gender=None))
    if request.mentor_ages is not None:
        yield Relaxation((Reason(Change.WITHOUT_AGE_WISH),), replace(request, mentor_ages=None))
    for code in sorted(request.required_experience):
        fewer = request.required_experience - {code}
        reason = Reason(Change.WITHOUT_EXPERIENCE, {"experience": code})
        yield Relaxation((reason,), replace(request, required_experience=fewer))


def pairs_of(single: Sequence[Relaxation]) -> list[Relaxation]:
    """Two changes of different kinds together."""
    return [
        Relaxation((*one.changes, *two.changes), together(one.request, two.request))
        for one, two in combinations(single, 2)
        if one.changes[0].code != two.changes[0].code
    ]


def together(one: Request, two: Request) -> Request:
    """Both changes in one request: of every field the value that asks for less."""
    return replace(
        one,
        week=one.week | two.week,
        small_job_hours=one.small_job_hours & two.small_job_hours,
        mentors_without_room=one.mentors_without_room & two.mentors_without_room,
        max_travel_minutes=max(one.max_travel_minutes, two.max_travel_minutes),
        languages=least_of_each(one.languages, two.languages),
        required_languages={
            code: min(level, two.required_languages[code])
            for code, level in one.required_languages.items()
            if code in two.required_languages
        },
        mentor_gender=one.mentor_gender if one.mentor_gender == two.mentor_gender else None,
        mentor_ages=one.mentor_ages if one.mentor_ages == two.mentor_ages else None,
        required_experience=one.required_experience & two.required_experience,
    )


def least_of_each(one: Mapping[str, int], two: Mapping[str, int]) -> dict[str, int]:
    """Every language of either, at the lower of their levels: any one of them is enough."""
    return {code: min(levels[code] for levels in (one, two) if code in levels) for code in {**one, **two}}


def mentor_relaxations(
    request: Request, problem: Problem, mentors: Sequence[Mentor]
) -> Iterator[MentorRelaxation]:
    """Mentors who fail one thing only, and that thing can change: a pending clearance, or their age limits."""
    for mentor in mentors:
        if mentor.pending_clearances:
            cleared = with_pending(mentor)
            if problem.broken_rules(request, mentor) == [Exclusion.CLEARANCE] and not problem.broken_rules(
                request, cleared
            ):
                reason = Reason(Change.PENDING_CLEARANCE, {"mentor": mentor.id})
                yield MentorRelaxation((reason,), cleared)
        if request.age not in mentor.accepts_ages and problem.broken_rules(request, mentor) == [
            Exclusion.AGE
        ]:
            reason = Reason(Change.MENTORS_AGE_LIMITS, {"mentor": mentor.id, "age": request.age})
            yield MentorRelaxation((reason,), replace(mentor, accepts_ages=EVERYONE))


def with_pending(mentor: Mentor) -> Mentor:
    """The mentor once everything pending is approved."""
    approved = dict.fromkeys(sorted(mentor.pending_clearances))
    return replace(mentor, clearances={**mentor.clearances, **approved}, pending_clearances=frozenset())
