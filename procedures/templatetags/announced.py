"""What the page of a procedure shows of its announcements."""

from django import template
from django.utils import timezone

from departments.roles import Capability
from procedures.catalogue import decisions_about, in_order
from procedures.enums import PublicationChannel
from procedures.models import Procedure

register = template.Library()


@register.inclusion_tag("procedures/_announced.html", takes_context=True)
def announcements_of(context: template.Context, procedure: Procedure) -> dict:
    """By which decisions a procedure was announced, where it was made public, and what is still to be recorded."""
    decisions = decisions_about(procedure.pk)
    done = in_order(procedure.publications.all()) if decisions else []
    missing = set(PublicationChannel) - {publication.channel for publication in done}
    repealed_on = procedure.repealed_on
    return {
        "procedure": procedure,
        "decisions": decisions,
        "publications": done,
        "missing": [channel.label for channel in PublicationChannel if channel in missing],
        "is_repealed": bool(repealed_on and repealed_on <= timezone.localdate()),
        "may_record": context["request"].user.may(Capability.ANNOUNCE, procedure.department.agency),
    }
