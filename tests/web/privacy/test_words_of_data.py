"""Whoever reads "my data" reads in plain words what each thing is, and what it is kept for."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests.web import factories as make
from tests.web.conftest import app
from web.accounts.models import RoleName, User
from web.core.personal_data import personal_tables
from web.core.personal_data_words import PURPOSES
from web.privacy.data_words import COLUMNS, TABLES

__all__ = ["app"]

SignIn = Callable[[User], FlaskClient]
# Columns of the library's account that nothing is ever written to here.
NEVER_WRITTEN = {"last_login_ip", "current_login_ip", "tf_phone_number", "us_phone_number"}


def test_every_table_and_column_that_is_shown_has_words(app: Flask) -> None:
    for table in personal_tables().values():
        shown = {name for name, said in table.columns.items() if said.is_shown} - NEVER_WRITTEN
        assert not shown or table.name in TABLES, f"name {table.name} in web/privacy/data_words.py"
        assert shown <= COLUMNS.keys(), f"name {shown - COLUMNS.keys()} of {table.name}"


def test_the_page_and_both_files_say_what_for(sign_in: SignIn) -> None:
    client = sign_in(make.make_volunteer(user=make.make_user(RoleName.VOLUNTEER)).user)
    content = json.loads(client.get("/mine-data/mine-data.json").text)
    assert content["kept_for"].keys() == content["tables"].keys()
    assert set(content["kept_for"].values()) <= {str(words) for words in PURPOSES.values()}
    for address in ("/mine-data", "/mine-data/mine-data.html"):
        assert "Det gemmer vi for at bringe frivillige og opgaver sammen." in client.get(address).text
