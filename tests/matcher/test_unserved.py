"""Why somebody has no mentor, and that every change that would help does exactly what it promises."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings

from matcher import (
    Change,
    Mentor,
    Problem,
    Reason,
    Request,
    Result,
    Unblocking,
    Week,
    explain_unserved,
    solve,
    value_of_pending,
)
from matcher.mentoring.relaxations import request_relaxations, with_pending
from matcher.mentoring.unblocking import MOST_CHANGES
from matcher.people import EVERYONE
from tests.matcher.making import mentor, problem, request
from tests.matcher.strategies import crowded_problems, varied_problems

OF_MENTORS = {Change.MENTOR_CAPACITY, Change.PENDING_CLEARANCE, Change.MENTORS_AGE_LIMITS}


def changed_request(asked: Request, changes: tuple[Reason, ...]) -> Request:
    for reason in changes:
        given_values = reason.parameters
        if reason.code is Change.MORE_TIME:
            hours = (
                int(given_values["weekday"]),
                int(given_values["from_hour"]),
                int(given_values["to_hour"]),
            )
            asked = replace(asked, week=asked.week | Week.from_hours([hours]))
        elif reason.code is Change.LONGER_TRAVEL:
            asked = replace(asked, max_travel_minutes=asked.max_travel_minutes + int(given_values["minutes"]))
        elif reason.code is Change.WITHOUT_GENDER_WISH:
            asked = replace(asked, mentor_gender=None)
        elif reason.code is Change.WITHOUT_AGE_WISH:
            asked = replace(asked, mentor_ages=None)
        elif reason.code is Change.WITHOUT_EXPERIENCE:
            without = asked.required_experience - {str(given_values["experience"])}
            asked = replace(asked, required_experience=without)
        elif reason.code is Change.OTHER_JOB_HOURS:
            asked = replace(asked, small_job_hours=Week(), mentors_without_room=frozenset())
        elif reason.code is Change.OTHER_LANGUAGE:
            asked = replace(asked, languages={**asked.languages, str(given_values["language"]): 2})
        elif reason.code is Change.LANGUAGE:
            asked = with_language(asked, str(given_values["language"]), int(given_values["level"]))
        else:
            raise AssertionError(reason)
    return asked


def with_language(asked: Request, code: str, level: int) -> Request:
    if asked.languages.get(code) == level + 1:
        one = replace(asked, languages={**asked.languages, code: level})
        if asked.required_languages.get(code) != level + 1:
            return one
    required = {**asked.required_languages, code: level}
    if not level:
        del required[code]
    return replace(asked, required_languages=required)


def changed_mentor(offered: Mentor, change: Reason) -> Mentor:
    if change.code is Change.MENTOR_CAPACITY:
        return replace(offered, capacity=offered.capacity + int(change.parameters["places"]))
    if change.code is Change.MENTORS_AGE_LIMITS:
        return replace(offered, accepts_ages=EVERYONE)
    return with_pending(offered)


def after_change(asked: Problem, request_id: str, changes: tuple[Reason, ...], mentor_id: str) -> Result:
    """The plan when the change is made and everything is solved again."""
    if changes[0].code in OF_MENTORS:
        changed = tuple(changed_mentor(m, changes[0]) if m.id == mentor_id else m for m in asked.mentors)
        return solve(replace(asked, mentors=changed))
    one = changed_request(asked.request(request_id), changes)
    others = tuple(r for r in asked.requests if r.id != request_id)
    return solve(replace(asked, requests=(*others, one)))


def served_by_turn(result: Result) -> dict[tuple[int, int, int], int]:
    return {
        (level.urgency, level.seat, level.waiting_days): level.served for level in result.statistics.levels
    }


def assert_does_what_it_says(asked: Problem, result: Result, request_id: str, helps: Unblocking) -> None:
    had, one = len(result.mentors_of(request_id)), asked.request(request_id)
    turn = one.urgency, had, one.waiting_days
    before = served_by_turn(result)
    for mentor_id in helps.mentor_ids:
        changed = after_change(asked, request_id, helps.changes, mentor_id)
        after = served_by_turn(changed)
        assert after[turn] > before[turn]
        assert helps.is_shared or len(changed.mentors_of(request_id)) > had
        assert all(after[level] >= before[level] for level in before) == helps.serves_one_more


@settings(max_examples=200, deadline=None)
@given(varied_problems() | crowded_problems(with_fixed_pair=True))
def test_changes_do_what_they_promise_when_everything_is_solved_again(asked: Problem) -> None:
    result = solve(asked)
    for one in asked.requests:
        if len(result.mentors_of(one.id)) < one.demand:
            assume(not set(one.languages) & set(one.required_languages))
            for helps in explain_unserved(result, one.id).changes:
                assert_does_what_it_says(asked, result, one.id, helps)


@settings(max_examples=60, deadline=None)
@given(crowded_problems())
def test_no_single_change_that_serves_more_at_her_turn_is_left_out(asked: Problem) -> None:
    result = solve(asked)
    before = served_by_turn(result)
    for request_id in result.unserved:
        named = explain_unserved(result, request_id).changes
        if len(named) == MOST_CHANGES:
            continue
        one = asked.request(request_id)
        turn = one.urgency, 0, one.waiting_days
        codes = {helps.changes[0].code for helps in named if len(helps.changes) == 1}
        for relaxation in request_relaxations(one, asked):
            after = served_by_turn(after_change(asked, request_id, relaxation.changes, ""))
            assert (after[turn] > before[turn]) <= (relaxation.changes[0].code in codes)


def test_a_place_that_another_may_get_as_well_is_not_promised() -> None:
    waiting = mentor("m", clearances={}, pending_clearances=frozenset({"boerneattest"}))
    asked = problem([request("r1", age=14), request("r2", age=14)], [waiting])
    for request_id in ("r1", "r2"):
        (helps,) = explain_unserved(solve(asked), request_id).changes
        assert (helps.is_shared, helps.serves_one_more) == (True, True)
    longer = problem([request("r1", age=14, waiting_days=1), request("r2", age=14)], [waiting])
    assert not explain_unserved(solve(longer), "r1").changes[0].is_shared


def test_more_room_is_asked_first_of_those_whom_nobody_else_would_take() -> None:
    asked = problem(
        [
            request("now1", urgency=1, blocked_mentors=frozenset({"m2"})),
            request("now2", urgency=1, blocked_mentors=frozenset({"m1"})),
            request("r1", blocked_mentors=frozenset({"m2"})),
            request("r2"),
        ],
        [mentor("m1"), mentor("m2")],
    )
    result = solve(asked)
    (for_one,), (for_other,) = (
        [c for c in explain_unserved(result, name).changes if c.changes[0].code is Change.MENTOR_CAPACITY]
        for name in ("r1", "r2")
    )
    assert (for_one.mentor_ids, for_one.is_shared) == (("m1",), True)
    assert (for_other.mentor_ids, for_other.is_shared) == (("m2",), False)


def test_pending_clearance_is_named_when_it_would_serve_her() -> None:
    waiting = mentor("m", clearances={}, pending_clearances=frozenset({"boerneattest"}))
    result = solve(problem([request("r", age=14)], [waiting]))
    explained = explain_unserved(result, "r")
    assert [(c.changes[0].code, c.mentor_ids, c.serves_one_more) for c in explained.changes] == [
        (Change.PENDING_CLEARANCE, ("m",), True)
    ]
    assert value_of_pending(result)[0].more_served == 1
    assert value_of_pending(result, kinds={"training"}) == ()


def test_pending_clearance_is_not_promised_to_her_when_a_more_urgent_one_would_get_it() -> None:
    waiting = mentor("m", clearances={}, pending_clearances=frozenset({"boerneattest"}))
    result = solve(
        problem([request("now", age=14, urgency=1), request("later", age=14, urgency=3)], [waiting])
    )
    assert explain_unserved(result, "later").changes == ()
    assert explain_unserved(result, "now").changes[0].serves_one_more


def test_another_language_she_speaks_well_is_offered_where_it_would_give_her_a_mentor() -> None:
    asks = {"languages": {"so": 2}}
    asked = problem(
        [
            request("speaks", spoken_languages={"da": 2, "en": 3, "so": 3}, **asks),
            request("little", spoken_languages={"da": 1}, urgency=3, **asks),
        ],
        [mentor("m", capacity=2)],
    )
    result = solve(asked)
    (helps,) = explain_unserved(result, "speaks").changes
    assert helps.changes == (Reason(Change.OTHER_LANGUAGE, {"language": "da"}),)
    assert (helps.mentor_ids, helps.serves_one_more) == (("m",), True)
    assert explain_unserved(result, "little").changes == ()


def test_what_she_speaks_beside_what_is_asked_for_changes_nothing_by_itself() -> None:
    plain = problem([request("r1", languages={"so": 2}), request("r2")], [mentor("m1"), mentor("m2")])
    one = replace(plain.requests[0], spoken_languages={"da": 3})
    assert solve(replace(plain, requests=(one, plain.requests[1]))).pairs == solve(plain).pairs


def test_scarcity_names_everybody_who_needs_the_same_mentors() -> None:
    result = solve(problem([request(f"r{i}") for i in range(5)], [mentor("m1"), mentor("m2")]))
    explained = explain_unserved(result, result.unserved[0])
    assert explained.competition is not None
    assert len(explained.competition.request_ids) == 5
    assert explained.competition.mentor_ids == ("m1", "m2")
    assert explained.competition.places == 2
    assert Change.MENTOR_CAPACITY in {c.changes[0].code for c in explained.changes}


def test_rules_that_exclude_are_counted() -> None:
    result = solve(problem([request("r", mentor_gender="f")], [mentor("m1", gender="m"), mentor("m2")]))
    explained = explain_unserved(result, "r")
    assert explained.excluded == {"not_the_gender_wished_for": 2}
    assert explained.changes[0].changes[0].code is Change.WITHOUT_GENDER_WISH


def test_two_changes_together_are_found_where_none_is_enough() -> None:
    asked = problem([request("r", mentor_gender="f", required_experience=frozenset({"adhd"}))], [mentor("m")])
    found = explain_unserved(solve(asked), "r").changes
    assert [sorted(reason.code for reason in c.changes) for c in found] == [
        [Change.WITHOUT_EXPERIENCE, Change.WITHOUT_GENDER_WISH]
    ]
