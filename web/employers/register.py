"""The register of employers: its words and rules, and what follows from the administrator's answer."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext, lazy_gettext

from web.accounts.models import User
from web.core.errors import RuleError
from web.core.permissions import Permission
from web.employers import effects
from web.employers.cvr import is_cvr
from web.employers.labels import KINDS
from web.employers.models import EMPLOYER_STEPS, Employer, EmployerKind
from web.employers.registration import EmployerFacts
from web.organisations.register import Register, Taken, Words


def ensure_cvr(facts: EmployerFacts) -> None:
    """Raise RuleError for what cannot be a number of the central business register."""
    if not is_cvr(facts.cvr):
        raise RuleError(
            gettext("This is not a CVR number. It has eight digits; you find it at virk.dk."), field="cvr"
        )


def is_of_the_municipality(facts: EmployerFacts) -> bool:
    """Tell whether it may share its number with others."""
    return facts.kind is EmployerKind.MUNICIPAL


def fact_lines(employer: Employer) -> list[tuple[str, str]]:
    """Return what an administrator reads before they answer."""
    return [
        (gettext("CVR number"), employer.cvr),
        (gettext("Where"), f"{employer.address}, {employer.area.label}"),
        (gettext("Phone"), employer.phone),
    ]


def end_what_is_under_way(employer: Employer, by: User, now: datetime) -> None:
    """End, or tell of, what is under way with young people there."""
    effects.refused(employer, by=by, now=now)


EMPLOYERS = Register(
    model=Employer,
    people=Employer.contacts,
    word="employer",
    steps=EMPLOYER_STEPS,
    words=Words(
        registered=lazy_gettext("An employer wants to offer small jobs: %(name)s"),
        welcome=lazy_gettext(
            "Welcome! %(name)s is approved, and you can post a small job. It takes one page:\n%(link)s"
        ),
        approve_page=lazy_gettext("Approve employers"),
    ),
    blueprint="employers",
    show_page="show_employer",
    first_step="small_jobs.new_job",
    permission_to_approve=Permission.EMPLOYER_APPROVE,
    taken={
        "uq_employers_name": Taken(
            "name",
            lazy_gettext("There is already an employer of that name here. Is it yours? Then write to us."),
        ),
        "uq_employers_cvr": Taken(
            "cvr",
            lazy_gettext("This CVR number is registered here already. Is it yours? Then write to us."),
            among=(Employer.kind != EmployerKind.MUNICIPAL,),
            is_shared_by=is_of_the_municipality,
        ),
    },
    fact_lines=fact_lines,
    kind_names=KINDS,
    ensure=ensure_cvr,
    when_refused=end_what_is_under_way,
)
