"""The workplaces and small jobs of the demonstration: invented, like everybody in it.

A CVR number that passes its check may belong to a company, now or one day. Those here fail it, and so are nobody's.
"""

from __future__ import annotations

from dataclasses import dataclass

from web.core.week import Week
from web.employers.models import EmployerKind

HOUR = 60


@dataclass(frozen=True, kw_only=True)
class SampleJob:
    """One small job, with the codes of what it is described with."""

    title: str
    kind: str
    tasks: str
    good_day: str
    hours: tuple[int, int]
    pay_kr: int
    week: Week
    support: tuple[str, ...]
    youngest_age: int = 15
    seats: int = 1
    strains: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SampleWorkplace:
    """One workplace, with its small jobs; without any it still waits for approval."""

    name: str
    kind: EmployerKind
    cvr: str
    area: str
    about: str
    jobs: tuple[SampleJob, ...] = ()


def times(first_hour: int, last_hour: int, *weekdays: int) -> Week:
    """Return the same hours on some days of the week, Monday being 0."""
    return Week.from_intervals((weekday, first_hour * HOUR, last_hour * HOUR) for weekday in weekdays)


WORKPLACES = (
    SampleWorkplace(
        name="Bageriet Birkebo",
        kind=EmployerKind.COMPANY,
        cvr="10000001",
        area="midtbyen",
        about="Et lille bageri med seks ansatte. Vi står tidligt op og har altid kaffe på kanden.",
        jobs=(
            SampleJob(
                title="Fyld brødhylderne op",
                kind="shelves",
                tasks="Du sætter brød og boller på hylderne og fejer gulvet i butikken. Du står ikke ved kassen.",
                good_day="Du kommer, vi siger hej, og Bo viser dig dagens liste. Efter en time holder vi pause. "
                "Du får et brød med hjem.",
                hours=(2, 8),
                pay_kr=96,
                week=times(14, 18, 0, 1, 2, 3, 4),
                support=("contact_person", "one_task", "written", "same_times", "shown_round"),
                seats=2,
            ),
            SampleJob(
                title="Fold kageæsker",
                kind="packing",
                tasks="Du folder æsker og sætter klistermærker på. Det foregår i et rum for sig, i dit eget tempo.",
                good_day="Du har musik i ørerne, og stablen vokser. Når timen er gået, tæller vi æskerne sammen.",
                hours=(1, 4),
                pay_kr=94,
                week=times(13, 17, 1, 3),
                support=("quiet_place", "headphones", "one_task", "extra_breaks"),
                youngest_age=13,
                strains=("alone",),
            ),
        ),
    ),
    SampleWorkplace(
        name="Gartneriet Solkrog",
        kind=EmployerKind.COMPANY,
        cvr="10000002",
        area="vorup",
        about="Vi dyrker krydderurter og sommerblomster i tre væksthuse.",
        jobs=(
            SampleJob(
                title="Plant om og vand i væksthuset",
                kind="garden",
                tasks="Du planter små planter om i større potter og vander dem. Inger arbejder ved siden af dig.",
                good_day="Der dufter af basilikum. Vi arbejder stille og drikker saft klokken tre.",
                hours=(2, 10),
                pay_kr=98,
                week=times(13, 17, 0, 2, 4),
                support=("mentor", "side_by_side", "pictures", "extra_breaks", "later_start"),
                seats=2,
                strains=("dirt", "standing"),
            ),
        ),
    ),
    SampleWorkplace(
        name="Cykelværkstedet Egernet",
        kind=EmployerKind.ASSOCIATION,
        cvr="10000003",
        area="nordbyen",
        about="En forening, der sætter gamle cykler i stand og låner dem ud.",
        jobs=(
            SampleJob(
                title="Gør brugte cykler klar",
                kind="workshop",
                tasks="Du vasker cykler, smører kæder og pumper dæk sammen med Poul, som er cykelsmed.",
                good_day="En cykel, der stod i skuret i går, kører ud ad porten i dag.",
                hours=(2, 6),
                pay_kr=95,
                week=times(14, 18, 1, 2, 3),
                support=("mentor", "side_by_side", "text_messages", "plain_words"),
                strains=("dirt", "noise"),
            ),
        ),
    ),
    SampleWorkplace(
        name="Biblioteksfilialen Pilehuset",
        kind=EmployerKind.MUNICIPAL,
        cvr="10000004",
        area="dronningborg",
        about="Et lille bibliotek, hvor der er plads til at sidde i fred.",
        jobs=(
            SampleJob(
                title="Sæt bøger på plads",
                kind="library",
                tasks="Du kører vognen rundt og sætter de afleverede bøger på plads efter bogstav.",
                good_day="Her er stille. Du kan se, at vognen bliver tom, og nogen siger tak.",
                hours=(1, 6),
                pay_kr=97,
                week=times(14, 19, 0, 1, 2, 3, 4),
                support=("quiet_place", "contact_person", "same_times", "step_free", "later_start"),
                youngest_age=13,
                strains=("reading",),
            ),
        ),
    ),
    SampleWorkplace(
        name="Caféen Kastanjen",
        kind=EmployerKind.COMPANY,
        cvr="10000005",
        area="midtbyen",
        about="En café med otte borde. Vi vil gerne have en ung med i køkkenet om eftermiddagen.",
    ),
)
