"""The workplaces of the demonstration are nobody's, and speak of what there is."""

from __future__ import annotations

import pytest

from web.employers.cvr import is_cvr
from web.placements.sample_jobs import WORKPLACES
from web.small_jobs.queries import all_kinds_of_work, all_strains, all_support_kinds

JOBS = [job for place in WORKPLACES for job in place.jobs]


def test_no_workplace_of_the_demonstration_has_the_number_of_a_real_one() -> None:
    assert [place.name for place in WORKPLACES if is_cvr(place.cvr)] == []


@pytest.mark.usefixtures("database")
def test_the_sample_jobs_are_described_with_what_there_is() -> None:
    kinds = {kind.code: kind for kind in all_kinds_of_work()}
    for job in JOBS:
        assert job.youngest_age >= kinds[job.kind].youngest_age
        assert set(job.support) <= {kind.code for kind in all_support_kinds()}
        assert set(job.strains) <= {strain.code for strain in all_strains()}
