"""Who may do what: one table, permission by permission, to be read aloud.

`who` says which people may do it at all; `over` says over which objects, where the permission concerns one.
"""

from __future__ import annotations

from web.accounts.predicates import (
    is_administrator,
    is_area_contact,
    is_caseworker,
    is_coordinator,
    is_data_protection_contact,
    is_mentor,
    is_signed_in,
    is_young_person,
)
from web.associations.predicates import is_coordinator_of
from web.core.access import Policy, Rule
from web.core.permissions import Permission
from web.matches.predicates import is_party_to_match
from web.proposals.predicates import is_addressed_mentor, is_addressed_young_person
from web.youth.predicates import is_in_own_caseload

POLICY: Policy = {
    Permission.START_PAGE: Rule(who=(is_signed_in,)),
    Permission.OWN_ACCOUNT: Rule(who=(is_signed_in,)),
    Permission.OWN_PROFILE: Rule(who=(is_signed_in,)),
    Permission.TASK_SIGN_UP: Rule(who=(is_signed_in,)),
    Permission.MENTOR_ANSWER: Rule(who=(is_mentor,), over=(is_addressed_mentor,)),
    Permission.YOUNG_ANSWER: Rule(
        who=(is_young_person, is_caseworker), over=(is_addressed_young_person, is_in_own_caseload)
    ),
    Permission.MATCH_VIEW: Rule(
        who=(is_mentor, is_young_person, is_caseworker), over=(is_party_to_match, is_in_own_caseload)
    ),
    Permission.ASSOCIATION_REGISTER: Rule(who=(is_signed_in,)),
    Permission.ASSOCIATION_MANAGE: Rule(who=(is_coordinator,), over=(is_coordinator_of,)),
    Permission.ASSOCIATION_APPROVE: Rule(who=(is_administrator,)),
    Permission.TASK_POST: Rule(who=(is_coordinator,), over=(is_coordinator_of,)),
    Permission.SIGNUP_DECIDE: Rule(who=(is_coordinator,), over=(is_coordinator_of,)),
    Permission.VETTING_VIEW: Rule(who=(is_caseworker, is_area_contact, is_administrator)),
    Permission.VETTING_DECIDE: Rule(who=(is_caseworker, is_administrator)),
    Permission.YOUNG_PERSON_REGISTER: Rule(who=(is_caseworker,)),
    Permission.YOUNG_PERSON_VIEW: Rule(who=(is_caseworker,), over=(is_in_own_caseload,)),
    Permission.MENTOR_REQUEST: Rule(who=(is_caseworker,), over=(is_in_own_caseload,)),
    Permission.RUN_START: Rule(who=(is_caseworker, is_administrator)),
    Permission.RUN_VIEW: Rule(who=(is_caseworker, is_administrator)),
    Permission.PROPOSAL_VIEW: Rule(who=(is_caseworker,), over=(is_in_own_caseload,)),
    Permission.PROPOSAL_APPROVE: Rule(who=(is_caseworker,), over=(is_in_own_caseload,)),
    Permission.IMPORT: Rule(who=(is_administrator,)),
    Permission.AUDIT_VIEW: Rule(who=(is_data_protection_contact,)),
    Permission.USERS_MANAGE: Rule(who=(is_administrator,)),
}
