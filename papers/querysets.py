"""Who sees which printed papers: those on subjects in one's scope."""

from django.db import models
from django.db.models import Q


class IssuedPaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Papers on what the person may see now, of the right that making them takes."""
        from papers.registry import PAPERS

        seen = Q(pk__in=[])
        for paper in PAPERS.values():
            if user.may(paper.right):
                seen |= Q(paper=paper.key, subject_id__in=paper.kind.rows(user).order_by().values("pk"))
        return self.filter(seen)


class SignerQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(agency_id=user.agency_id)
