"""The signed link of a question about consent."""

from __future__ import annotations

from web.consents.models import ConsentQuestion
from web.core.errors import NotVisibleError
from web.core.links import absolute_link
from web.core.tokens import read_token, signed_token
from web.extensions import db

PURPOSE = "question about consent"
# Answering ends with the question's own time; taking a yes back stays possible with the same link.
READABLE_DAYS = 5 * 366


def link_to_question(question: ConsentQuestion) -> str:
    """Return the address at which the question is answered, and a yes taken back."""
    token = signed_token({"question": question.id}, purpose=PURPOSE)
    return absolute_link("privacy.answer_question", token=token)


def question_of_link(token: str) -> ConsentQuestion:
    """Return the question of a link; raise NotVisibleError where it is forged, erased or replaced by a newer one."""
    key = read_token(token, purpose=PURPOSE, max_age_days=READABLE_DAYS)["question"]
    question = db.session.get(ConsentQuestion, key)
    if question is None or question.ended_at is not None:
        raise NotVisibleError
    return question
