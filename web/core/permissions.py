"""The names of everything a person may be allowed to do; `web.policy` says who may."""

from __future__ import annotations

import enum


class Permission(enum.StrEnum):
    """One name per thing that a page lets a person do."""

    START_PAGE = "start page"
    OWN_ACCOUNT = "own account"
    OWN_PROFILE = "own profile"
    TASK_SIGN_UP = "task: sign up"
    MENTOR_ANSWER = "mentor: answer a proposal"
    YOUNG_CHOICES = "young person: choose what is shown"
    YOUNG_ANSWER = "young person: answer a proposal"
    MATCH_VIEW = "match: view"
    MATCH_CLOSE = "match: close"
    ASSOCIATION_REGISTER = "association: register"
    ASSOCIATION_MANAGE = "association: manage"
    ASSOCIATION_APPROVE = "association: approve"
    TASK_POST = "task: post"
    SIGNUP_DECIDE = "sign-up: decide"
    SIGNUP_CANCEL = "sign-up: cancel one's own"
    VETTING_VIEW = "vetting: view"
    VETTING_DECIDE = "vetting: decide"
    YOUNG_PERSON_REGISTER = "young person: register"
    YOUNG_PERSON_VIEW = "young person: view"
    YOUNG_PERSON_CHANGE = "young person: change"
    DEPUTY_NAME = "deputy: name"
    MENTOR_REQUEST = "mentor request: write"
    RUN_START = "match run: start"
    RUN_VIEW = "match run: view"
    PROPOSAL_VIEW = "proposal: view"
    PROPOSAL_APPROVE = "proposal: approve"
    IMPORT = "import"
    AUDIT_VIEW = "audit log: view"
    USERS_MANAGE = "users: manage"
    CONSENT_NOTE = "young person: note consent"
    OWN_DATA = "own data"
    DATA_REQUEST_ANSWER = "data request: answer"
    RETENTION_VIEW = "retention: view"
