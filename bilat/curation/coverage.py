"""Nothing of a text is passed over: each sentence, number and catalogued name is accounted for."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bilat.curation.evidence import Comparison, lost_conditions, quotations
from bilat.curation.sentences import dates, numbers
from bilat.dataset.fields import TimeSpan
from bilat.dataset.models import Cooperation, Dataset, Document, Fact, Statement
from bilat.errors import Problem, shortened
from bilat.text import Span, Spans, Text, plain


class Names:
    """Finds the companies and regions that the catalogues of a dataset know."""

    def __init__(self, dataset: Dataset) -> None:
        named = {
            plain(name): ("region", each.id)
            for each in dataset.regions
            for name in (each.name, each.official_name, each.name_ru, *each.aliases)
        } | {
            plain(name): ("company", each.id)
            for each in dataset.companies
            for name in (each.name, *each.aliases)
        }
        self._entries = {name.upper(): entry for name, entry in named.items()} | named
        longest_first = sorted(map(re.escape, self._entries), key=len, reverse=True)
        # "Minsk-based" names Minsk, but "Polesie-Brest" is another company than Polesie, and a
        # "Polesie-type" lift may be anybody's.
        self._pattern = re.compile(
            rf"(?<![\w-])(?:{'|'.join(longest_first) or '(?!)'})"
            r"(?!\w|-[A-ZА-ЯЁ0-9]|[ -](?:class|type)\b)"
        )

    def find(self, text: str) -> Iterator[tuple[Span, str, str]]:
        """Yield where a plain text has a name, and the kind (company or region) and id of it."""
        for found in self._pattern.finditer(text):
            yield Span(*found.span(), found[0]), *self._entries[found[0]]


def problems(text: Text, documents: Sequence[Document], names: Names) -> Iterator[Problem]:
    """Yield what of a text no fact of its documents cites and no entry of `left_out` names."""
    lists = ("cooperation", "trade", "figures", "left_out")
    joined = {each: sum((getattr(of, each) for of in documents), ()) for each in lists}
    compared = Comparison(documents[0].model_copy(update=joined), text)
    for number in compared.sentences:
        for span, message in sorted(_uncovered(compared, documents, names, number)):
            position = text.paragraphs[number - 1].position(span.start)
            where = f"(paragraph {number} of {', '.join(each.id for each in documents)})"
            yield Problem(str(text.path), *position, "", f"{message} {where}")


def _uncovered(
    compared: Comparison, documents: Sequence[Document], names: Names, number: int
) -> Iterator[tuple[Span, str]]:
    """Yield what of a paragraph is not covered, and what to do."""
    document, text = compared.document, compared.paragraph(number)
    left_out = [item.text for item in document.left_out if item.paragraph == number]
    citing = [each for each in documents if any(number in fact.paragraphs for fact in each.facts)]
    # What one meeting leaves out whole may be of another one, whose document cites it.
    deciding = [item for each in citing or documents for item in each.left_out]
    is_left_out = any(item.text is None for item in deciding if item.paragraph == number)
    if is_left_out or number in compared.doubtful:
        return
    facts = [fact for fact in document.facts if number in fact.paragraphs]
    quoted = compared.find((phrase for fact in facts for _, phrase in quotations(fact)), number)
    passed_over = compared.find(filter(None, left_out), number)
    dated = compared.find({each.date.stated or "" for each in documents}, number)
    dated += (span for each in documents for span in _dates(each, text))
    covering = [*quoted, *passed_over, *dated, *compared.find(_named(documents, facts), number)]
    in_quoted, in_passed_over, in_dated = Spans(quoted), Spans(passed_over), Spans(dated)
    for sentence in compared.sentences[number]:
        if in_quoted.touch(sentence):
            continue
        if in_passed_over.touch(sentence):  # with its numbers and names
            covering.append(sentence)
        elif not in_dated.touch(sentence) and re.search(r"\w", sentence.text):
            covering.append(sentence)
            what = f"the sentence {shortened(sentence.text, 40)!r}"
            yield sentence, f"{what} is neither cited nor left out; do one of the two"
    covered = Spans(covering)
    years = {year for fact in facts for year in _years(fact)}
    for span in numbers(text):
        if not covered.cover(span) and _year(text, span) not in years:
            what = f"the number {span.text!r}"
            yield span, f"{what} is neither quoted nor left out; do one of the two"
    if not compared.is_english:
        return
    for clause in lost_conditions(compared, number):
        what = f"the condition {shortened(clause.text, 40)!r}"
        yield clause, f"{what} is in no record; add it to one, or leave it out"
    cooperation = [fact for fact in facts if isinstance(fact, Cooperation)]
    known = {each.region for each in documents}
    known.update(company for fact in cooperation for company in fact.companies)
    phrases = (phrase for fact in cooperation for _, phrase in quotations(fact))
    in_cooperation = Spans(compared.find(phrases, number))
    for span, kind, id_ in names.find(text):
        if id_ in known or _may_be_something_else(compared, text, span):
            continue
        if kind == "company" and in_cooperation.cover(span) and not in_passed_over.cover(span):
            message = f"{span.text!r} is quoted, but no record has the company {id_}"
            yield span, f"{message}; add it to one, or quote less"
        elif not (covered.touch(span) if kind == "region" else covered.cover(span)):
            verb = "in a record" if kind == "company" else "quoted"
            message = f"the {kind} {span.text!r} is neither {verb} nor left out; do one of the two"
            yield span, message


def _dates(document: Document, text: str) -> Iterator[Span]:
    """Yield where the date of the meeting stands, in whatever form."""
    date = document.date.value
    for day in dates(text):
        if day.month_and_day == date[5:] and day.year in (None, int(date[:4])):
            yield day.span


def _named(documents: Iterable[Document], facts: Iterable[Fact]) -> Iterator[str]:
    """Yield the places of the meetings, and the places, projects and products of some facts."""
    yield from (document.place or "" for document in documents)
    for fact in facts:
        if isinstance(fact, Cooperation):
            yield from (*fact.places, *fact.projects, *(each.name for each in fact.products))


def _years(fact: Fact) -> Iterator[int]:
    """Yield the years of a fact's period and of the period that it is compared to."""
    if isinstance(fact, Statement):
        spans = [fact.period.span] if fact.period else []
        if fact.change and fact.change.compared_to:
            spans.append(TimeSpan.parse(fact.change.compared_to))
        for span in spans:
            yield from range(span.year_from, span.year_to + 1)


def _year(text: str, span: Span) -> int | None:
    """Return the year that a number may be, also as the end of a range such as 2020-22."""
    before = re.fullmatch(r"(\d\d)\d\d[-/]", text[max(0, span.start - 5) : span.start])
    digits = f"{before[1]}{span.text}" if before and len(span.text) == 2 else span.text
    return int(digits) if re.fullmatch(r"\d{4}", digits) else None


def _may_be_something_else(compared: Comparison, text: str, span: Span) -> bool:
    """Return whether a name may be an ordinary word, or a part of another name, as Vladimir is."""
    is_part = " " not in span.text and re.match(r" [A-Z]", text[span.end : span.end + 2])
    return bool(is_part) or span.text.lower() in compared.ordinary_words
