"""The report's paragraphs in words, generated or written by a person: put in their places, told apart, and checked.

An edited paragraph is a remark of the case (``narrative/<section>``), so it is kept, sealed and audited like one. It stays when facts
change; figures in it that the case no longer says are marked, and named among the open points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from checklists.model.facts import FACTS
from reports.chapters import keys
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import fact_figure
from reports.chapters.stories import STORIES
from reports.chapters.told_figures import ToldFigure, figures_in, named, told_figures, untrue
from reports.document import (
    Block,
    Chapter,
    Listing,
    Paragraph,
    ParagraphStyle,
    Section,
    Span,
    Subheading,
    Text,
    Tone,
    words,
)

EDITABLE = frozenset((*STORIES, keys.REQUEST, keys.BORROWING, keys.PURPOSE))
"""Sections whose first paragraph a person may rewrite. What checks, score and limit say is computed and stays so."""
SUBJECT = "narrative/"
LONGEST = 3_000
_EDITED = "（本段经调查人修改）"


@dataclass(frozen=True, slots=True)
class Story:
    """One paragraph that a person may rewrite. ``edited`` is blank where nobody did; ``doubtful`` are figures that the case does not bear out."""

    key: str
    title: str
    generated: str
    edited: str = ""
    doubtful: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.edited or self.generated


def subject(key: str) -> str:
    """Where the edited text of a section's paragraph is kept among the case's remarks."""
    return SUBJECT + key


def with_stories(chapters: Sequence[Chapter], material: ReportMaterial) -> tuple[Chapter, ...]:
    """Every section that has something to tell begins with it."""
    return tuple(_each_section(chapter, lambda section: _generated(section, material)) for chapter in chapters)


def stories(chapters: Sequence[Chapter], material: ReportMaterial) -> tuple[Story, ...]:
    """The paragraphs that may be edited, in the order of the report; ``chapters`` with generated stories only."""
    by_key = {section.key: section for chapter in chapters for section in chapter.sections}
    found = []
    for chapter in chapters:
        for section in chapter.sections:
            paragraph = _story_of(section)
            if paragraph is not None:
                edited = material.case.remarks.get(subject(section.key), "").strip()
                doubtful = untrue(edited, _known(section, by_key, material)) if edited else ()
                found.append(Story(section.key, section.title, paragraph.text.plain, edited, doubtful))
    return tuple(found)


def as_edited(chapters: Sequence[Chapter], told: Sequence[Story]) -> tuple[Chapter, ...]:
    """The chapters with the edited paragraphs in place of the generated ones."""
    edited = {story.key: story for story in told if story.edited}
    if not edited:
        return tuple(chapters)
    return tuple(
        _each_section(chapter, lambda section: _doubts(_rewritten(section, edited.get(section.key)), told))
        for chapter in chapters
    )


def _each_section(chapter: Chapter, change: Callable[[Section], Section]) -> Chapter:
    return replace(chapter, sections=tuple(change(section) for section in chapter.sections))


def _generated(section: Section, material: ReportMaterial) -> Section:
    write = STORIES.get(section.key)
    text = write(material) if write is not None else None
    return section if text is None else replace(section, blocks=(Paragraph(text), *section.blocks))


def _story_of(section: Section) -> Paragraph | None:
    """The paragraph that a section begins with, where a person may rewrite it."""
    first = section.blocks[0] if section.blocks and section.key in EDITABLE else None
    return first if isinstance(first, Paragraph) and first.style is ParagraphStyle.BODY else None


def _rewritten(section: Section, story: Story | None) -> Section:
    paragraph = _story_of(section)
    if story is None or paragraph is None:
        return section
    lines = [line.strip() for line in story.edited.splitlines() if line.strip()]
    texts = [words(line) for line in lines]
    texts[-1] = Text((*texts[-1].spans, Span(_EDITED, tone=Tone.MUTED)), paragraph.text.sources)
    blocks: list[Block] = [Paragraph(text) for text in texts]
    if story.doubtful:
        warning = Span(f"对不上的数字：{'、'.join(story.doubtful)}。", bold=True, tone=Tone.BAD)
        blocks.append(
            Paragraph(words(warning, "本节、所引各节、各项指标和回答里都没有，定稿前须改正。"), ParagraphStyle.CALLOUT)
        )
    return replace(section, blocks=(*blocks, *section.blocks[1:]))


def _doubts(section: Section, told: Sequence[Story]) -> Section:
    """The open points name what no longer holds in the edited paragraphs."""
    doubts = tuple(words(f"“{each.title}”：{'、'.join(each.doubtful)}") for each in told if each.doubtful)
    if section.key != keys.OPEN_POINTS or not doubts:
        return section
    return replace(section, blocks=(*section.blocks, Subheading("正文中对不上的数字"), Listing(doubts)))


def _known(section: Section, numbered: Mapping[str, Section], material: ReportMaterial) -> tuple[ToldFigure, ...]:
    """What the paragraph may cite: its own section, those that it names as sources, the method's figures, and the answers."""
    paragraph = _story_of(section)
    cited = paragraph.text.sources if paragraph is not None else ()
    answers = (f"{item.value}{item.unit}" for part in material.sections for item in part.items if item.unit)
    return (
        *figures_in((section, *(numbered[key] for key in cited if key in numbered))),
        *(
            figure
            for name, fact in FACTS.items()
            if material.fact(name) is not None
            for figure in named(fact.label, fact_figure(material, name))
        ),
        *(figure for answer in answers for figure in told_figures(answer)),
    )
