"""What a form says about a field: our words in place of those that WTForms brings."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext

LENGTH_AT_LEAST = lazy_gettext("Write at least %(min)d characters.")
LENGTH_AT_MOST = lazy_gettext("Write at most %(max)d characters.")
LENGTH_EXACTLY = lazy_gettext("Write exactly %(max)d characters.")
NOT_A_CHOICE = lazy_gettext("Choose one of the possibilities.")
NOT_EDITABLE = lazy_gettext("This cannot be changed here.")
REQUIRED = lazy_gettext("Please fill this in.")
SEND_AGAIN = lazy_gettext("The page has been open for long. Send it once more.")
WHOLE_NUMBER = lazy_gettext("Write a whole number, for example 3.")
NUMBER = lazy_gettext("Write a number, for example 2.5.")

OUR_TEXTS = {
    "'%(value)s' are not valid choices for this field.": NOT_A_CHOICE,
    "'%(value)s' is not a valid choice for this field.": NOT_A_CHOICE,
    "Choices cannot be None.": NOT_A_CHOICE,
    "CSRF failed.": SEND_AGAIN,
    "CSRF token expired.": SEND_AGAIN,
    "CSRF token missing.": SEND_AGAIN,
    "Date must be at least %(min)s.": lazy_gettext("Choose %(min)s or later."),
    "Date must be at most %(max)s.": lazy_gettext("Choose %(max)s or earlier."),
    "Date must be between %(min)s and %(max)s.": lazy_gettext("Choose a date from %(min)s to %(max)s."),
    "Field cannot be longer than %(max)d character.": LENGTH_AT_MOST,
    "Field cannot be longer than %(max)d characters.": LENGTH_AT_MOST,
    "Field must be at least %(min)d character long.": LENGTH_AT_LEAST,
    "Field must be at least %(min)d characters long.": LENGTH_AT_LEAST,
    "Field must be between %(min)d and %(max)d characters long.": lazy_gettext(
        "Write from %(min)d to %(max)d characters."
    ),
    "Field must be equal to %(other_name)s.": lazy_gettext("The two are not the same. Write them again."),
    "Field must be exactly %(max)d character long.": LENGTH_EXACTLY,
    "Field must be exactly %(max)d characters long.": LENGTH_EXACTLY,
    "Invalid Choice: could not coerce.": NOT_A_CHOICE,
    "Invalid CSRF Token.": SEND_AGAIN,
    "Invalid IP address.": lazy_gettext("Write a network address, for example 192.0.2.1."),
    "Invalid Mac address.": lazy_gettext("Write a device address, for example 00:00:5e:00:53:01."),
    "Invalid URL.": lazy_gettext("Write a web address, for example https://www.example.dk."),
    "Invalid UUID.": lazy_gettext("There is something here that we cannot read."),
    "Invalid email address.": lazy_gettext("Write an e-mail address, for example navn@example.dk."),
    "Invalid choice(s): one or more data inputs could not be coerced.": NOT_A_CHOICE,
    "Invalid field name '%s'.": NOT_EDITABLE,
    "Invalid input.": lazy_gettext("There is something here that we cannot read."),
    "Invalid value, can't be any of: %(values)s.": NOT_A_CHOICE,
    "Invalid value, must be one of: %(values)s.": NOT_A_CHOICE,
    "Not a valid choice.": NOT_A_CHOICE,
    "Not a valid date value.": lazy_gettext("Write a date, for example 24-12-2026."),
    "Not a valid datetime value.": lazy_gettext("Write a date and a time, for example 24-12-2026 16:30."),
    "Not a valid decimal value.": NUMBER,
    "Not a valid float value.": NUMBER,
    "Not a valid integer value.": WHOLE_NUMBER,
    "Not a valid time value.": lazy_gettext("Write a time, for example 16:30."),
    "Not a valid week value.": lazy_gettext("Choose a week."),
    "Number must be at least %(min)s.": lazy_gettext("The number must be %(min)s or more."),
    "Number must be at most %(max)s.": lazy_gettext("The number must be %(max)s or less."),
    "Number must be between %(min)s and %(max)s.": lazy_gettext(
        "The number must be from %(min)s to %(max)s."
    ),
    "This field cannot be edited.": NOT_EDITABLE,
    "This field is disabled and cannot have a value.": NOT_EDITABLE,
    "This field is required.": REQUIRED,
}


class OurMessages:
    """Stands in for WTForms' own translations."""

    def gettext(self, text: str) -> str:
        """Return our words for a text of WTForms, in the reader's language."""
        return str(OUR_TEXTS[text]) if text in OUR_TEXTS else gettext(text)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return our words for a text that counts something."""
        return self.gettext(singular if number == 1 else plural)
