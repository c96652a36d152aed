"""The base of every form: our messages, an error summary, a key that lets it be taken only once."""

from __future__ import annotations

import re
import unicodedata
import uuid
from typing import Any

from flask import g, redirect, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FormField,
    HiddenField,
    PasswordField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectFieldBase
from wtforms.validators import InputRequired, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from web.core.errors import RuleError
from web.core.form_texts import NOT_A_CHOICE, REQUIRED, OurMessages
from web.core.submissions import earlier_location, remember_location
from web.extensions import db

SEE_OTHER = 303
SHORT_TEXT = 120
LONG_TEXT = 4_000
# Invisible marks that turn the order of what follows (phones add them to copied numbers), and the rarer line ends.
PLAIN = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")) | {
    ord(end): "\n" for end in "\r\u2028\u2029\u0085"
}
LINE_BREAKS = re.compile(r"\s*[\n\t]\s*")
READS_AS_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{4}")


def clean_text(value: str | None) -> str | None:
    """Return typed text trimmed, in composed form (NFC), with plain line ends and nothing that turns the text around it."""
    if value is None:
        return None
    plain = unicodedata.normalize("NFC", value).replace("\r\n", "\n").translate(PLAIN)
    return plain.strip()


def clean_line(value: str | None) -> str | None:
    """Return the text of a field of one line as one line: a browser sends no other, and a name is put into subjects."""
    return None if value is None else LINE_BREAKS.sub(" ", value)


def refuse_control_characters(form: Any, field: Field) -> None:
    """Refuse NUL and other invisible control characters, which no keyboard types."""
    if any(
        unicodedata.category(character) == "Cc" and character not in "\n\t" for character in field.data or ""
    ):
        raise ValidationError(
            gettext("There is a character here that we cannot store. Please write it again.")
        )


def stop_at_unreadable(form: Any, field: Field) -> None:
    """Leave it at "not a number" or "not a date": no other rule can be asked about what could not be read."""
    if field.process_errors and any(str(value).strip() for value in field.raw_data or ()):
        if isinstance(field, DateField) and READS_AS_DATE.fullmatch("".join(field.raw_data).strip()):
            field.errors = []
            raise StopValidation(gettext("That date does not exist."))
        raise StopValidation


class BaseForm(FlaskForm):
    """A form of ours. `form_key` is made when it is shown; `taken_before` spends it."""

    form_key = HiddenField()
    form_errors: list[str]

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> OurMessages:
            return OurMessages()

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            kind, given = unbound_field.field_class, unbound_field.kwargs
            is_text = issubclass(kind, StringField) and not issubclass(kind, PasswordField)
            if not issubclass(kind, FormField) and len(unbound_field.args) < 2:
                own = [refuse_control_characters] if is_text else []
                options["validators"] = [stop_at_unreadable, *given.get("validators", ()), *own]
            if is_text:
                has_lines = issubclass(kind, TextAreaField | HiddenField)
                own_filters = [clean_text] if has_lines else [clean_text, clean_line]
                options["filters"] = [*own_filters, *given.get("filters", ())]
            return unbound_field.bind(form=form, **options)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.form_key.data:
            self.form_key.data = str(uuid.uuid4())

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; a choice that was not among those offered is refused, and noted for whoever watches.

        The library lets such a choice through behind an empty one, where the field may be empty.
        """
        is_valid = bool(super().validate(extra_validators))
        foreign = [field for field in self if is_foreign_choice(field)]
        for field in foreign:
            g.has_foreign_choice = True
            field.errors = field.errors or [str(NOT_A_CHOICE)]
        return is_valid and not foreign

    @property
    def key(self) -> uuid.UUID:
        """The form's key; a mangled one counts as new, since only repeats of a real form can be repeats."""
        try:
            return uuid.UUID(self.form_key.data)
        except ValueError:
            self.form_key.data = str(uuid.uuid4())
            return uuid.UUID(self.form_key.data)

    def refuse(self, error: RuleError) -> None:
        """Show a service's refusal at the field it names, or above the form."""
        if error.field and error.field in self._fields:
            self._fields[error.field].errors = [*self._fields[error.field].errors, error.message]
        else:
            self.form_errors.append(error.message)

    def error_list(self) -> list[tuple[str, str, str]]:
        """Return (field id, label, message) of every error, in the order of the form; ("", "", message) for the form's own.

        A checkbox has no label here: it is a whole sentence, and its message says what to do about it.
        """
        found = [("", "", str(message)) for message in self.form_errors]
        for field in self:
            for message in field.errors:
                text = message if isinstance(message, str) else str(message)
                label = "" if isinstance(field, BooleanField) else str(field.label.text)
                found.append((field.id, label, text))
        return found


def is_foreign_choice(field: Field) -> bool:
    """Tell whether something was sent for a field of choices that it does not offer."""
    if not isinstance(field, SelectFieldBase) or not getattr(field, "validate_choice", True):
        return False
    offered = {str(option.data) for option in field}
    return any(str(value) and str(value) not in offered for value in field.raw_data or ())


def sent_before(form: BaseForm) -> Response | None:
    """Claim the form in this transaction; return the redirect of its first sending when it was sent before."""
    location = earlier_location(form.key)
    if location is None:
        return None
    db.session.rollback()
    return redirect(location, code=SEE_OTHER)


def finish(form: BaseForm, endpoint: str, **values: Any) -> Response:
    """Commit the one transaction of a successful form and redirect to `endpoint`; a repeat of the form lands there too."""
    location = url_for(endpoint, **values)
    remember_location(form.key, location)
    db.session.commit()
    return redirect(location)


class Required(InputRequired):
    """Something must be typed; spaces are nothing."""

    def __init__(self, message: Any = REQUIRED) -> None:
        super().__init__(message)

    def __call__(self, form: Any, field: Field) -> None:
        super().__call__(form, field)
        if isinstance(field, StringField | TextAreaField) and not field.data:
            raise ValidationError(self.message)


class CheckboxesField(SelectMultipleField):
    """Several of a list, as checkboxes in a fieldset."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what is ticked; an empty value is nothing."""
        super().process_formdata([value for value in valuelist if value])
