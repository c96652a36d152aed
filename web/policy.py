"""Who may do what: one table, permission by permission, to be read aloud.

`who`: any of these people may do it at all. `over`: on a page about one thing, that thing must moreover be any of these
to them. A permission without `over` is never about one thing. Lists and queries go by the same rules (`queries.py` of
each feature); `web.core.access` enforces the table at every page.
"""

from __future__ import annotations

from web.accounts.predicates import (
    any_object,
    is_administrator,
    is_area_contact,
    is_caseworker,
    is_coordinator,
    is_data_protection_contact,
    is_mentor,
    is_own,
    is_signed_in,
    is_young_person,
)
from web.associations.predicates import (
    is_coordinator_of,
    is_coordinator_of_approved,
    is_coordinator_unless_refused,
)
from web.certificates.predicates import is_own_certificate
from web.core.access import Policy, Rule
from web.core.permissions import Permission
from web.deputies.predicates import is_the_absent_caseworker
from web.disclosure.predicates import (
    has_broken_the_glass,
    is_own_disclosure,
    is_somebody_elses_disclosure,
)
from web.employers.predicates import is_contact_of_employer
from web.event_files.predicates import is_coordinator_of_event_file
from web.interviews.predicates import is_invited
from web.matches.predicates import is_party_to_running_match
from web.placements.predicates import is_contact_of_workplace, is_own_job_proposal, is_young_person_placed
from web.privacy.predicates import is_request_to
from web.proposals.predicates import is_addressed_mentor, is_addressed_young_person
from web.references.predicates import is_own_reference
from web.small_jobs.predicates import is_contact_of_job, is_open_job
from web.staffing.predicates import is_coordinator_of_plan, is_event_open_to_all
from web.swaps.predicates import is_coordinator_of_swap, is_fellow_volunteer, is_giver
from web.tasks.predicates import (
    is_coordinator_of_approved_task,
    is_coordinator_of_task,
    is_own_signup,
    is_shift_open_to_all,
)
from web.vetting.predicates import lives_in_own_area
from web.youth.predicates import is_deputy_while_caseworker_is_away, is_in_own_caseload

OWN_CASELOAD = (is_in_own_caseload, is_deputy_while_caseworker_is_away)

POLICY: Policy = {
    Permission.START_PAGE: Rule(who=(is_signed_in,)),
    Permission.OWN_ACCOUNT: Rule(who=(is_signed_in,), over=(is_own,)),
    Permission.OWN_PROFILE: Rule(who=(is_signed_in,), over=(is_own,)),
    Permission.OWN_CERTIFICATE: Rule(who=(is_signed_in,), over=(is_own_certificate,)),
    Permission.TASK_SIGN_UP: Rule(who=(is_signed_in,), over=(is_shift_open_to_all,)),
    Permission.SIGNUP_CANCEL: Rule(who=(is_signed_in,), over=(is_own_signup,)),
    Permission.PLACE_ANSWER: Rule(who=(is_signed_in,), over=(is_own_signup,)),
    Permission.ATTENDANCE_RECORD: Rule(who=(is_coordinator,), over=(is_coordinator_of_approved_task,)),
    Permission.SWAP_OFFER: Rule(who=(is_signed_in,), over=(is_own_signup,)),
    Permission.SWAP_TAKE: Rule(who=(is_signed_in,), over=(is_fellow_volunteer,)),
    Permission.SWAP_OWN: Rule(who=(is_signed_in,), over=(is_giver,)),
    Permission.SWAP_DECIDE: Rule(who=(is_coordinator,), over=(is_coordinator_of_swap,)),
    Permission.MICRO_TASK_REPORT: Rule(who=(is_signed_in,), over=(is_own_signup,)),
    Permission.MENTOR_ANSWER: Rule(who=(is_mentor,), over=(is_addressed_mentor,)),
    Permission.YOUNG_CHOICES: Rule(who=(is_young_person,)),
    Permission.YOUNG_ANSWER: Rule(who=(is_young_person,), over=(is_addressed_young_person,)),
    Permission.MATCH_VIEW: Rule(
        who=(is_mentor, is_young_person, is_caseworker),
        over=(is_party_to_running_match, *OWN_CASELOAD),
    ),
    Permission.MATCH_CLOSE: Rule(who=(is_caseworker,), over=OWN_CASELOAD),
    Permission.ASSOCIATION_REGISTER: Rule(who=(is_signed_in,)),
    Permission.ASSOCIATION_MANAGE: Rule(who=(is_signed_in,), over=(is_coordinator_of,)),
    Permission.ASSOCIATION_APPROVE: Rule(who=(is_administrator,), over=(any_object,)),
    Permission.TASK_POST: Rule(who=(is_coordinator,), over=(is_coordinator_of, is_coordinator_of_task)),
    Permission.SIGNUP_DECIDE: Rule(who=(is_coordinator,), over=(is_coordinator_of_approved_task,)),
    Permission.SHIFT_PLAN: Rule(
        who=(is_coordinator,),
        over=(is_coordinator_unless_refused, is_coordinator_of_plan, is_coordinator_of_event_file),
    ),
    Permission.TEAM_OWN: Rule(who=(is_signed_in,)),
    Permission.EVENT_HELP: Rule(who=(is_signed_in,), over=(is_event_open_to_all,)),
    Permission.VETTING_VIEW: Rule(
        who=(is_caseworker, is_area_contact, is_administrator),
        over=(is_caseworker, lives_in_own_area, is_administrator),
    ),
    Permission.VETTING_RECORD: Rule(
        who=(is_caseworker, is_area_contact, is_administrator),
        over=(is_caseworker, lives_in_own_area, is_administrator),
    ),
    Permission.VETTING_DECIDE: Rule(who=(is_caseworker, is_administrator), over=(any_object,)),
    Permission.REQUIREMENTS_CHANGE: Rule(who=(is_administrator,), over=(any_object,)),
    Permission.OWN_REFERENCE: Rule(who=(is_mentor,), over=(is_own_reference,)),
    Permission.REFERENCES_READ: Rule(
        who=(is_caseworker, is_area_contact, is_administrator),
        over=(is_caseworker, lives_in_own_area, is_administrator),
    ),
    Permission.OWN_INTERVIEW: Rule(who=(is_mentor,), over=(is_invited,)),
    Permission.INTERVIEW_PLAN: Rule(
        who=(is_caseworker, is_area_contact, is_administrator),
        over=(is_caseworker, lives_in_own_area, is_administrator),
    ),
    Permission.COURSE_MANAGE: Rule(who=(is_caseworker, is_administrator), over=(any_object,)),
    Permission.COURSE_SIGN_UP: Rule(who=(is_signed_in,), over=(any_object,)),
    Permission.CERTIFICATE_RECORD: Rule(who=(is_coordinator,), over=(is_coordinator_of_approved,)),
    Permission.YOUNG_PERSON_REGISTER: Rule(who=(is_caseworker,)),
    Permission.YOUNG_PERSON_VIEW: Rule(who=(is_caseworker,), over=OWN_CASELOAD),
    Permission.YOUNG_PERSON_CHANGE: Rule(who=(is_caseworker,), over=OWN_CASELOAD),
    Permission.DEPUTY_NAME: Rule(
        who=(is_caseworker, is_administrator), over=(is_the_absent_caseworker, is_administrator)
    ),
    Permission.MENTOR_REQUEST: Rule(who=(is_caseworker,), over=OWN_CASELOAD),
    Permission.RUN_START: Rule(who=(is_caseworker, is_administrator), over=(any_object,)),
    Permission.RUN_VIEW: Rule(who=(is_caseworker, is_administrator), over=(any_object,)),
    Permission.PROPOSAL_VIEW: Rule(who=(is_caseworker,), over=OWN_CASELOAD),
    Permission.PROPOSAL_APPROVE: Rule(who=(is_caseworker,), over=OWN_CASELOAD),
    # Over the request of one's own young person, and over what one has tried out oneself.
    Permission.PROPOSAL_INSIST: Rule(who=(is_caseworker,), over=(*OWN_CASELOAD, is_own)),
    Permission.PLAN_TRY: Rule(who=(is_caseworker, is_administrator), over=(is_own,)),
    Permission.RUN_TERMS_SET: Rule(who=(is_administrator,)),
    Permission.RARE_MENTORS_SPARE: Rule(who=(is_administrator,)),
    Permission.RECRUITMENT_VIEW: Rule(who=(is_caseworker, is_area_contact, is_administrator)),
    Permission.CONSENT_NOTE: Rule(
        who=(is_caseworker,), over=(is_in_own_caseload, is_deputy_while_caseworker_is_away)
    ),
    Permission.OWN_DATA: Rule(who=(is_signed_in,), over=(is_own,)),
    Permission.DATA_REQUEST_ANSWER: Rule(
        who=(is_caseworker, is_data_protection_contact), over=(is_request_to,)
    ),
    Permission.RETENTION_VIEW: Rule(who=(is_administrator, is_data_protection_contact)),
    Permission.RECORD_OPEN: Rule(who=(is_caseworker, is_administrator), over=(has_broken_the_glass,)),
    Permission.DISCLOSURE_OWN: Rule(who=(is_caseworker, is_administrator), over=(is_own_disclosure,)),
    Permission.DISCLOSURE_REVIEW: Rule(
        who=(is_data_protection_contact,), over=(is_somebody_elses_disclosure,)
    ),
    Permission.EMPLOYER_REGISTER: Rule(who=(is_signed_in,)),
    Permission.EMPLOYER_MANAGE: Rule(who=(is_signed_in,), over=(is_contact_of_employer,)),
    Permission.EMPLOYER_APPROVE: Rule(who=(is_administrator,), over=(any_object,)),
    Permission.SMALL_JOB_LIST_OWN: Rule(who=(is_signed_in,)),
    Permission.SMALL_JOB_POST: Rule(who=(is_signed_in,), over=(is_contact_of_employer, is_contact_of_job)),
    Permission.SMALL_JOB_INTEREST: Rule(who=(is_young_person,), over=(is_open_job,)),
    Permission.OWN_WORK_WISHES: Rule(who=(is_young_person,)),
    Permission.WORK_WISHES_NOTE: Rule(who=(is_caseworker,), over=OWN_CASELOAD),
    Permission.JOB_RUN_START: Rule(who=(is_caseworker, is_administrator)),
    Permission.JOB_PROPOSAL_DECIDE: Rule(who=(is_caseworker,), over=OWN_CASELOAD),
    Permission.JOB_ANSWER_YOUNG: Rule(who=(is_young_person,), over=(is_own_job_proposal,)),
    Permission.JOB_ANSWER_EMPLOYER: Rule(who=(is_signed_in,), over=(is_contact_of_workplace,)),
    Permission.OWN_SMALL_JOB: Rule(who=(is_young_person,)),
    Permission.EMPLOYER_PEOPLE: Rule(who=(is_signed_in,)),
    Permission.PLACEMENT_VIEW: Rule(
        who=(is_signed_in,), over=(is_contact_of_workplace, is_young_person_placed, *OWN_CASELOAD)
    ),
    Permission.PLACEMENT_MANAGE: Rule(who=(is_signed_in,), over=(is_contact_of_workplace, *OWN_CASELOAD)),
    Permission.TRIAL_DAY_ANSWER: Rule(
        who=(is_signed_in,), over=(is_contact_of_workplace, is_young_person_placed, *OWN_CASELOAD)
    ),
    Permission.HOURS_NOTE: Rule(who=(is_signed_in,), over=(is_contact_of_workplace,)),
    Permission.SMALL_JOB_OVERVIEW: Rule(who=(is_administrator, is_area_contact)),
    Permission.IMPORT: Rule(who=(is_administrator,), over=(any_object,)),
    Permission.AUDIT_VIEW: Rule(who=(is_data_protection_contact,), over=(any_object,)),
    Permission.USERS_MANAGE: Rule(who=(is_administrator,), over=(any_object,)),
}
