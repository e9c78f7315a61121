"""Every paper that the office prints, in the order in which pages list them. A new one is a module and a line here."""

from papers.inventory import procedure_form
from papers.paper import Paper

MODULES = (procedure_form,)
ALL: tuple[Paper, ...] = tuple(module.PAPER for module in MODULES)
PAPERS: dict[str, Paper] = {paper.key: paper for paper in ALL}


def papers_on(kind: str) -> list[Paper]:
    """The papers about one kind of subject."""
    return [paper for paper in PAPERS.values() if paper.kind.key == kind]
