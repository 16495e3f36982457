"""What expressions may ask of a session: secondary instances, texts in the form's language, labels of choices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from checklists.form.choices import ChoiceLists
from checklists.form.form import Form
from checklists.form.instance import InstanceNode
from checklists.xpath import Host, Node
from checklists.xpath.references import absolute, names_of


class SessionHost(Host):
    def __init__(
        self,
        form: Form,
        document: Node,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        random: Callable[[], float],
    ) -> None:
        super().__init__(instances=form.instances, now=now, new_id=new_id, random=random)
        self._form = form
        self._document = document
        self._choices = ChoiceLists(document, self, form.texts, sensitive=form.sensitive)

    def instance(self, name: str) -> Node | None:
        """A secondary instance; the primary one by its own id."""
        found = super().instance(name)
        return self._document if found is None and name == self._form.instance_id else found

    def itext(self, text_id: str) -> str:
        template = self._form.texts.get(text_id)
        return text_id if template is None else self._choices.text(template, self._document.children[0])

    def choice_label(self, value: str, question: str, node: Node) -> str:
        """The label in the question's own row where ``node`` stands in it, else in the first one."""
        found = _near(self._document, question, node)
        if found is None or not value:
            return ""
        return " ".join(self._choices.label_of(one, found) for one in value.split())


def _near(document: Node, question: str, node: Node) -> InstanceNode | None:
    own: list[Node] = []
    at: Node | None = node
    while at is not None and at.name:
        own.append(at)
        at = at.parent
    own.reverse()
    shares = names_of(node)
    names = absolute(question, shares)
    found: Node = document
    for depth, name in enumerate(names):
        siblings = found.named.get(name)
        if not siblings:
            return None
        is_own = depth < len(own) and shares[: depth + 1] == names[: depth + 1]
        found = own[depth] if is_own else siblings[0]
    return found if isinstance(found, InstanceNode) else None
