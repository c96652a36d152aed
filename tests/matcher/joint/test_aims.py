"""How many of every level could have a small job, against every plan there is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import small_jobs
from matcher.joint.aims import aims_after
from matcher.joint.board import small_jobs_side
from tests.matcher.small_jobs.brute_force import plans_of, scores_of, value_of
from tests.matcher.small_jobs.strategies import scarce_problems


@settings(max_examples=60, deadline=None)
@given(scarce_problems(), st.data())
def test_further_levels_aim_at_the_most_that_what_is_settled_leaves(
    asked: small_jobs.Problem, data: st.DataObject
) -> None:
    side, scores = small_jobs_side(small_jobs.solve(asked)), scores_of(asked)
    served = {value_of(asked, plan, scores)[0] for plan in plans_of(asked)}
    some = data.draw(st.sampled_from(sorted(served)))
    settled = some[: data.draw(st.integers(0, len(some)))]
    assert aims_after(side, settled) == max(one for one in served if one[: len(settled)] == settled)
