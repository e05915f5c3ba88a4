"""What was read from the graph, as the models of the API."""

from collections.abc import Iterable

from danvan_graph import citing
from danvan_graph.lookup.index import Known
from danvan_graph.web.api import models
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading import citations, units, work
from danvan_graph.web.reading.due import today


class Shown:
    """Turns records of one edition into models.

    Args:
        edition: gives names and tells what was checked.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def instrument(self, known: Known) -> models.Instrument:
        """Returns an instrument."""
        return models.Instrument.model_validate(known)

    def reference(self, iri: str) -> models.Reference:
        """Returns a thing with its name."""
        return models.Reference(iri=iri, label=self._edition.label(iri))

    def references(self, iris: Iterable[str]) -> tuple[models.Reference, ...]:
        """Returns things with their names."""
        return tuple(self.reference(iri) for iri in iris)

    def relations(self, slugs: Iterable[str]) -> tuple[str, ...]:
        """Returns the words for relations."""
        return tuple(self._edition.names.concept("quan-he", slug) for slug in slugs)

    def plan(self, found: citing.CitingPlan, most: int) -> models.CitingPlan:
        """Returns a plan that cites, with at most so many passages."""
        return models.CitingPlan(
            plan=self.instrument(found.plan),
            direct=found.direct,
            roles=found.roles,
            role_labels=self.relations(found.roles),
            path=tuple(self._hop(hop) for hop in found.path),
            passages=len(found.evidence),
            evidence=tuple(self._evidence(e) for e in found.evidence[:most]),
        )

    def _hop(self, hop: citing.Hop) -> models.Hop:
        return models.Hop(
            iri=hop.iri,
            label=hop.label,
            relation=hop.relation,
            relation_label=self.relations([hop.relation])[0],
        )

    def _evidence(self, found: citing.Evidence) -> models.Evidence:
        fields = {name: getattr(found, name) for name in citing.Evidence.__dataclass_fields__}
        return models.Evidence(**fields, checked=found.document in self._edition.reviewed)

    def mention(self, found: citations.Mention) -> models.Mention:
        """Returns a citation."""
        return models.Mention.model_validate(found)

    def link(self, found: citations.Link) -> models.Link:
        """Returns what joins two instruments."""
        return models.Link(
            other=self.reference(found.other),
            relations=found.relations,
            relation_labels=self.relations(found.relations),
            mentions=tuple(self.mention(m) for m in found.mentions),
        )

    def party(self, found: work.Party) -> models.Party:
        """Returns someone a text names."""
        return models.Party(text=found.text, bodies=self.references(found.bodies))

    def task(self, found: work.Task) -> models.Task:
        """Returns a task."""
        names = self._edition.names
        return models.Task(
            iri=found.iri,
            document=self.reference(found.at.document),
            at=models.Passage.model_validate(found.at),
            kind=found.kind,
            summary=found.summary,
            themes=found.themes,
            theme_labels=tuple(names.concept("chu-de", theme) for theme in found.themes),
            orders_plan=found.orders_plan,
            assignments=tuple(self._assignment(a) for a in found.assignments),
            confidence=found.confidence,
            checked=found.at.document in self._edition.reviewed,
        )

    def _assignment(self, found: work.Assignment) -> models.Assignment:
        return models.Assignment(
            role=found.role,
            role_label=self._edition.names.concept("vai-tro", found.role),
            party=self.party(found.party),
            request=found.request,
        )

    def duty(self, found: work.Duty) -> models.Duty:
        """Returns a duty, with what of it is still to come."""
        dates, day = found.dates, today()
        return models.Duty(
            iri=found.iri,
            document=self.reference(found.at.document),
            at=models.Passage.model_validate(found.at),
            kind=found.kind,
            kind_label=self._edition.names.concept("loai-nghia-vu", found.kind),
            summary=found.summary,
            due=dates.due,
            date_text=dates.text,
            recurrence=dates.recurrence,
            anchors=dates.anchors,
            days=dates.known(),
            next=dates.after(day),
            until=dates.until,
            standing=dates.standing(day),
            bearers=self.party(found.bearers),
            to=self.party(found.to),
            through=self.party(found.through),
            confidence=found.confidence,
            checked=found.at.document in self._edition.reviewed,
        )

    def change(self, found: units.Change) -> models.Change:
        """Returns one step of succession."""
        return models.Change(
            other=self.reference(found.other) if found.other else None,
            day=found.day,
            kinds=found.kinds,
            partial=found.partial,
            deciding=found.deciding,
        )

    def order(self, found: units.Order) -> models.Order:
        """Returns a plan that is to be issued."""
        return models.Order(
            iri=found.iri,
            of=self.reference(found.of),
            ordered_by=self.reference(found.ordered_by),
            explicit=found.explicit,
            confidence=found.confidence,
        )
