"""The words of the mails about children's certificates."""

from __future__ import annotations

from flask_babel import force_locale, gettext

from web.childrens_certificates.models import CertificateOrder
from web.core.links import absolute_link
from web.notifications.services import write_notice
from web.profiles.sight import seen_by_others


def ask_association(order: CertificateOrder) -> None:
    """Ask the coordinators to order the certificate at the police."""
    for coordinator in order.association.coordinators:
        with force_locale(coordinator.locale):
            write_notice(
                f"certificate order {order.id} asked, {coordinator.id}",
                to=coordinator,
                subject=gettext("Please order a children's certificate"),
                body=gettext(
                    "Hello %(name)s\n\n%(volunteer)s would like to help where children are and has said yes to %(association)s"
                    " ordering a children's certificate from the police. Get the personal number from %(volunteer)s directly; it is"
                    " never written here.\n\nWhen you have the certificate, record it here with one tap. Keep the"
                    " certificate itself; nobody else is to see it:\n\n%(link)s",
                    name=coordinator.name,
                    volunteer=seen_by_others(order.volunteer).name,
                    association=order.association.name,
                    link=absolute_link(
                        "childrens_certificates.list_orders", association_id=order.association_id
                    ),
                ),
            )


def tell_mentor(order: CertificateOrder) -> None:
    """Tell somebody of whom it is only asked as a mentor that it is in order."""
    user = order.volunteer.user
    with force_locale(user.locale):
        write_notice(
            f"certificate order {order.id} obtained",
            to=user,
            subject=gettext("Your children's certificate is in order"),
            body=gettext(
                "Hello %(name)s\n\n%(association)s has obtained your children's certificate. Here you can see what is"
                " next:\n\n%(link)s",
                name=user.name,
                association=order.association.name,
                link=absolute_link("vetting.own_mentor"),
            ),
        )
