"""Choosing a week in a form: parts of days, half hours, and what is refused."""

from __future__ import annotations

import pytest
from flask import Flask, get_template_attribute
from werkzeug.datastructures import MultiDict

from web.core.forms import BaseForm, Required
from web.core.week import Week
from web.core.week_field import WeekField
from web.core.week_words import week_lines, week_sentence


class WeekForm(BaseForm):
    """A form with nothing but a week."""

    week = WeekField("When", validators=[Required()])


def sent(app: Flask, *values: str) -> WeekForm:
    """The form as it arrives when `values` are ticked."""
    with app.test_request_context(method="POST"):
        form = WeekForm(formdata=MultiDict([("week", value) for value in values]))
        form.validate()
        return form


def drawn(app: Flask, week: Week) -> str:
    """The grid as a page shows it."""
    with app.test_request_context():
        macro = get_template_attribute("components/week_grid.html", "week_grid")
        return str(macro(WeekForm(data={"week": week}).week))


def test_a_part_of_a_day_means_all_its_half_hours(app: Flask) -> None:
    assert list(sent(app, "0-morning", "6-evening").week.data.intervals()) == [(0, 480, 720), (6, 1020, 1320)]


def test_half_hours_add_to_parts(app: Flask) -> None:
    assert list(sent(app, "2-afternoon", "2-34", "2-36").week.data.intervals()) == [
        (2, 720, 1050),
        (2, 1080, 1110),
    ]


def test_nothing_ticked_is_missing_when_a_week_is_required(app: Flask) -> None:
    form = sent(app)
    assert form.week.errors
    assert not form.week.data


@pytest.mark.parametrize("value", ["", "7-morning", "0-noon", "0-48", "٣-4", "0--1", "x", "0-" + "9" * 400])
def test_what_no_grid_sends_is_refused_at_the_field(app: Flask, value: str) -> None:
    form = sent(app, "1-morning", value)
    assert len(form.week.errors) == 1
    assert not form.week.data


def test_a_shown_week_comes_back_the_same(app: Flask) -> None:
    week = Week.from_intervals([(0, 0, 60), (1, 480, 720), (3, 870, 1050), (5, 1350, 1440)])
    with app.test_request_context():
        rows = list(WeekForm(data={"week": week}).week.day_rows())
    ticked = [tick.value for row in rows for tick in (*row.parts, *row.half_hours) if tick.is_ticked]
    assert sent(app, *ticked).week.data == week


def test_the_grid_ticks_a_part_only_where_all_of_it_is_chosen(app: Flask) -> None:
    page = drawn(app, Week.from_intervals([(0, 480, 720), (1, 480, 690)]))
    assert 'data-week-part="0-morning" checked' in page
    assert 'data-week-part="1-morning" checked' not in page


def test_the_picture_shows_common_times_in_words(app: Flask) -> None:
    mine, yours = Week.from_intervals([(0, 840, 1080)]), Week.from_intervals([(0, 960, 1200), (1, 600, 660)])
    with app.test_request_context():
        picture = str(get_template_attribute("components/week_grid.html", "week_picture")(mine, yours))
        assert week_lines(mine & yours) == [("Mandag", "16.00–18.00")]
        assert week_sentence(Week()) == "Ingen tid valgt"
    assert "Mandag 16.00–18.00" in picture
    assert "Tirsdag 10" not in picture
