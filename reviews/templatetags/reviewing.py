"""What pages of lower floors show of reviews."""

from django import template

from departments.roles import Capability
from procedures.models import Procedure
from reviews.models import Review
from reviews.services import obstacles_to_start

register = template.Library()


@register.inclusion_tag("reviews/_of_procedure.html", takes_context=True)
def reviews_of(context: template.Context, procedure: Procedure) -> dict:
    """The reviews of a procedure that the reader sees, and the button that starts the next one."""
    user = context["request"].user
    may_start = user.may(Capability.DRAFT, procedure.department) and not obstacles_to_start(procedure)
    return {
        "csrf_token": context.get("csrf_token"),
        "procedure": procedure,
        "reviews": Review.objects.visible_to(user).filter(procedure=procedure).order_by("-round"),
        "may_start": may_start,
    }
