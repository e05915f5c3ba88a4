"""What of a cascade is asked for."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from danvan_graph.errors import InvalidQuery
from danvan_graph.web.unit_tree.answers import TIES
from danvan_graph.web.unit_tree.tree import STATES, Wanted

_MOST_OPEN = 60
_Path = Annotated[str, Query(max_length=100)]


@dataclass(frozen=True, slots=True)
class TreeForm:
    """What of a cascade is shown: the state of the page, all of it in the address."""

    level: Annotated[str, Query(alias="cap", pattern="^(tinh|huyen|xa)?$")] = ""
    year: Annotated[str, Query(alias="nam", pattern=r"^((19|20)\d\d)?$")] = ""
    state: Annotated[str, Query(alias="tinh-trang", max_length=20)] = ""
    tie: Annotated[str, Query(alias="theo", max_length=30)] = ""
    chosen_map: Annotated[str, Query(alias="ban-do", pattern="^(truoc|sau)?$")] = ""
    branch: Annotated[_Path, Query(alias="nhanh")] = ""
    target: Annotated[_Path, Query(alias="toi")] = ""
    proof: Annotated[str, Query(alias="chung", max_length=400)] = ""
    part: Annotated[_Path, Query(alias="phan")] = ""
    opened: Annotated[list[str], Query(alias="mo", max_length=_MOST_OPEN)] = ()  # type: ignore[assignment]
    overdue: Annotated[bool, Query(alias="qua-han")] = False
    unseen: Annotated[bool, Query(alias="chua-thay")] = False
    weak: Annotated[bool, Query(alias="yeu")] = False

    @property
    def wanted(self) -> Wanted:
        """The rows that are asked for."""
        return Wanted(self.level, self.state, self.overdue, self.unseen)

    def fields(self) -> dict[str, str]:
        """Returns the fields of the form as parameters, without what is opened."""
        return {
            "cap": self.level,
            "nam": self.year,
            "tinh-trang": self.state,
            "theo": self.relation if self.relation != "thuc-hien" else "",
            "ban-do": self.chosen_map,
            "nhanh": self.branch,
            "qua-han": "true" if self.overdue else "",
            "chua-thay": "true" if self.unseen else "",
        }

    @property
    def relation(self) -> str:
        """The relation by which documents belong."""
        return "moi" if self.weak and not self.tie else self.tie or "thuc-hien"

    def check(self) -> None:
        """Nothing happens when the state and the relation are ones there are.

        Raises:
            InvalidQuery: one of them is not.
        """
        for said, known in ((self.state, ("", *STATES)), (self.relation, TIES)):
            if said not in known:
                raise InvalidQuery(
                    f"Không có lựa chọn “{said[:40]}”; hãy chọn trong biểu mẫu của trang.",
                    f"There is no choice “{said[:40]}”.",
                )
