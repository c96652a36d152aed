"""The caseworker's forms: the young person, and the request for a mentor."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Email, Length, NumberRange, Optional

from web.catalogue import queries as catalogue
from web.catalogue.labels import name_of
from web.catalogue.language_field import LanguageLevelsField
from web.core.forms import LONG_TEXT, SHORT_TEXT, BaseForm, CheckboxesField, Required
from web.core.week_field import WeekField
from web.profiles.labels import MEANS, MENTOR_KINDS
from web.profiles.models import Gender, Means, MentorKind
from web.youth.ages import age_on
from web.youth.choices import Choices
from web.youth.facts import RequestFacts, YoungPersonFacts
from web.youth.labels import GENDERS, URGENCIES, WISHED_GENDERS

YOUNGEST, OLDEST = 10, 30
NO_WISH = ("", lazy_gettext("No wish"))
MINUTES_OF_TRAVEL = (10, 15, 20, 30, 45, 60, 90, 120)
MINUTES_PER_WEEK = (30, 60, 90, 120, 180, 240)


def minutes_choices(values: tuple[int, ...], *, chosen: int | None) -> list[tuple[int, str]]:
    """Return choices of a number of minutes, with the one already chosen among them."""
    offered = values if chosen is None else sorted({*values, chosen})
    return [(value, gettext("%(minutes)s minutes", minutes=value)) for value in offered]


class YoungPersonForm(BaseForm):
    """The least that matching needs to know about a young person; the view tells which `today` it is."""

    first_name = StringField(lazy_gettext("First name"), validators=[Required(), Length(max=SHORT_TEXT)])
    last_name = StringField(lazy_gettext("Last name"), validators=[Length(max=SHORT_TEXT)])
    born_on = DateField(lazy_gettext("Date of birth"), validators=[Required()])
    gender = SelectField(lazy_gettext("Gender"), choices=[], coerce=str)
    phone = TelField(lazy_gettext("Phone"), validators=[Length(max=30)])
    email = EmailField(
        lazy_gettext("E-mail"),
        validators=[
            Optional(),
            Length(max=254),
            Email(message=lazy_gettext("This does not look like an e-mail address.")),
        ],
    )
    area_id = SelectField(
        lazy_gettext("District or village"), validators=[Required()], coerce=str, choices=[]
    )
    languages = LanguageLevelsField(
        lazy_gettext("Languages"), validators=[Required(lazy_gettext("Choose at least one language."))]
    )
    consented_on = DateField(
        lazy_gettext("The young person said yes to being matched on"), validators=[Optional()]
    )
    note = TextAreaField(lazy_gettext("Note for yourself"), validators=[Length(max=LONG_TEXT)])

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.gender.choices = [("", gettext("Not said")), *((str(g), name) for g, name in GENDERS.items())]
        self.area_id.choices = [
            ("", gettext("Choose a place")),
            *((str(area.id), area.label) for area in catalogue.all_areas()),
        ]

    def validate_born_on(self, field: Any) -> None:
        """The service is for young people; a slip in the year is the usual mistake."""
        if not YOUNGEST <= age_on(field.data, self.today) <= OLDEST:
            raise ValidationError(
                gettext(
                    "The person must be between %(youngest)s and %(oldest)s years old. Check the year.",
                    youngest=YOUNGEST,
                    oldest=OLDEST,
                )
            )

    def validate_consented_on(self, field: Any) -> None:
        """A consent is a fact of the past."""
        if field.data is not None and field.data > self.today:
            raise ValidationError(gettext("This day has not come yet."))

    def facts(self) -> YoungPersonFacts:
        """Return what was typed."""
        return YoungPersonFacts(
            first_name=self.first_name.data,
            last_name=self.last_name.data or "",
            born_on=self.born_on.data,
            gender=Gender(self.gender.data) if self.gender.data else None,
            area_id=int(self.area_id.data),
            phone=self.phone.data or "",
            email=self.email.data or "",
            consented_on=self.consented_on.data,
            note=self.note.data or "",
            languages=self.languages.data,
        )


class RegistrationForm(YoungPersonForm):
    """The first time: also the alias, and whether the person is protected. Both have pages of their own later."""

    is_protected = BooleanField(lazy_gettext("The name and address are protected"))
    alias = StringField(lazy_gettext("Alias"), validators=[Required(), Length(max=40)])
    may_show_wishes = BooleanField(lazy_gettext("A proposed mentor may read the young person's own wishes"))

    def choices(self) -> Choices:
        """Return the first choices; the rest the young person makes on the page for it."""
        return Choices(
            alias=self.alias.data,
            may_show_wishes=self.may_show_wishes.data,
            may_show_interests=True,
            may_show_goals=True,
        )


class MentorRequestForm(BaseForm):
    """What the young person needs, wishes and can."""

    goals = CheckboxesField(lazy_gettext("What the mentor is to help with"), coerce=int, choices=[])
    wishes = TextAreaField(lazy_gettext("The young person's own words"), validators=[Length(max=LONG_TEXT)])
    interests = CheckboxesField(lazy_gettext("What the young person likes"), coerce=int, choices=[])
    urgency = RadioField(
        lazy_gettext("How soon a mentor is needed"), validators=[Required()], coerce=int, choices=[]
    )
    week = WeekField(lazy_gettext("When the young person can meet"), validators=[Required()])
    minutes_per_week = SelectField(
        lazy_gettext("Time together each week"), validators=[NumberRange(30, 600)], coerce=int, choices=[]
    )
    means = CheckboxesField(lazy_gettext("How the young person gets about"), coerce=str, choices=[])
    max_travel_minutes = SelectField(
        lazy_gettext("At most this long on the way"), validators=[NumberRange(5, 120)], coerce=int, choices=[]
    )
    required_languages = LanguageLevelsField(
        lazy_gettext("The mentor must speak one of these languages"), usual_level=2
    )
    required_experiences = CheckboxesField(
        lazy_gettext("The mentor must have experience with"), coerce=int, choices=[]
    )
    helpful_experiences = CheckboxesField(lazy_gettext("Experience that would help"), coerce=int, choices=[])
    wished_mentor_kinds = CheckboxesField(
        lazy_gettext("The kind of mentor the young person would like"), coerce=str, choices=[]
    )
    wished_mentor_gender = SelectField(lazy_gettext("Wished gender"), coerce=str, choices=[])
    wished_youngest_age = IntegerField(
        lazy_gettext("At least this old"),
        validators=[Optional(), NumberRange(18, 99, lazy_gettext("Write an age from 18 to 99."))],
    )
    wished_oldest_age = IntegerField(
        lazy_gettext("At most this old"),
        validators=[Optional(), NumberRange(18, 99, lazy_gettext("Write an age from 18 to 99."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals.choices = [(entry.id, name_of(entry)) for entry in catalogue.all_goals()]
        self.interests.choices = [(entry.id, name_of(entry)) for entry in catalogue.all_interests()]
        experiences = [(entry.id, name_of(entry)) for entry in catalogue.all_experiences()]
        self.required_experiences.choices = self.helpful_experiences.choices = experiences
        self.wished_mentor_kinds.choices = [(kind.value, name) for kind, name in MENTOR_KINDS.items()]
        self.urgency.choices = list(URGENCIES.items())
        self.means.choices = [(means.value, name) for means, name in MEANS.items()]
        self.max_travel_minutes.choices = minutes_choices(
            MINUTES_OF_TRAVEL, chosen=self.max_travel_minutes.data
        )
        self.minutes_per_week.choices = minutes_choices(MINUTES_PER_WEEK, chosen=self.minutes_per_week.data)
        self.wished_mentor_gender.choices = [
            NO_WISH,
            *((g.value, name) for g, name in WISHED_GENDERS.items()),
        ]

    def validate_goals(self, field: Any) -> None:
        """A mentor without a goal has nothing to begin with."""
        if not field.data:
            raise ValidationError(gettext("Choose at least one thing."))

    def validate_means(self, field: Any) -> None:
        """Without a way to get about there is no reach to match within."""
        if not field.data:
            raise ValidationError(gettext("Choose at least one way."))

    def validate_week(self, field: Any) -> None:
        """There must be room for the meetings asked for."""
        if field.data.minutes < (self.minutes_per_week.data or 0):
            raise ValidationError(gettext("Mark at least as much time as the two are to meet each week."))

    def validate_wished_oldest_age(self, field: Any) -> None:
        """The two ages must not cross."""
        youngest = self.wished_youngest_age.data
        if field.data is not None and youngest is not None and field.data < youngest:
            raise ValidationError(gettext("This must not be lower than the age above it."))

    def facts(self) -> RequestFacts:
        """Return what was typed."""
        wished = self.wished_mentor_gender.data
        return RequestFacts(
            goals=tuple(self.goals.data),
            interests=tuple(self.interests.data),
            required_experiences=tuple(self.required_experiences.data),
            required_languages=self.required_languages.data,
            wishes=self.wishes.data or "",
            urgency=self.urgency.data,
            week=self.week.data,
            means=tuple(Means(value) for value in self.means.data),
            max_travel_minutes=self.max_travel_minutes.data,
            minutes_per_week=self.minutes_per_week.data,
            wished_mentor_gender=Gender(wished) if wished else None,
            wished_youngest_age=self.wished_youngest_age.data,
            wished_oldest_age=self.wished_oldest_age.data,
            helpful_experiences=tuple(self.helpful_experiences.data),
            wished_mentor_kinds=tuple(MentorKind(value) for value in self.wished_mentor_kinds.data),
        )
