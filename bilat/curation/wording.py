"""A status and a side have their words in the sentences that a record cites."""

import re
from collections.abc import Iterator

from bilat.curation.comparison import Comparison, Finding, has
from bilat.dataset.facts import Cooperation
from bilat.dataset.strict_yaml import Location
from bilat.text import plain

_OFFER = re.compile(
    r"\b(?:ready|readiness|offer\w*|suggest\w*|propos\w+|invit\w+|(?:would|will) be (?:happy|glad)|"
    r"willing)\b",
    re.IGNORECASE,
)
_PROPOSAL = re.compile(
    rf"{_OFFER.pattern}|\b(?:can|could|need|needs|should|must|let's|let us|possibilit\w+|"
    r"opportunit\w+|propos\w+|call\w* (?:for|on)|urg\w+|want\w*|ask\w*|"
    r"request\w*|recommend\w*|necessary|worth|would)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    rf"{_OFFER.pattern}|\b(?:if|can|could|should|let's|(?-i:may)|might|plans? to|planned|intend\w*|"
    r"hop\w+ to|need to|will|would)\b",
    re.IGNORECASE,
)
_ONLY_OFFERED = re.compile(
    rf"{_OFFER.pattern}|\b(?:if|let's|may be|might be|plans? to|planned|need to)\b", re.IGNORECASE
)
_ALREADY = re.compile(
    r"\b(?:already|always|continu\w+|have|has|had|are|was|were|been|runs?|works?|makes?|"
    r"produc(?:e|es|ed)|suppl(?:ies|ied)|sold|sells?|buys?|bought|today|traditional\w*)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:will|shall|plan\w*|intend\w*|going to|agree\w*|decid\w+|decision\w*|expected|to be|"
    r"mean\w* to|set to|schedul\w+|(?:are|is|am) \w+ing|soon|next year|prepar\w+|about to|"
    r"opens?|launch\w*|starts?|begins?|due|shortly|under way)\b",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:[Ii]f|[Pp]rovided that|[Ii]n case)\b")
_SUBJECTS = {
    "belarus": r"(?:Belarus|(?:the )?Belarusian (?:side|party|enterprises|companies|specialists)|"
    r"Minsk)",
    "region": r"(?:(?:the|your|this) (?:Russian )?(?:region|republic|oblast|krai|territory)|"
    r"[Tt]he Russian side|[A-Z]\w+ (?:Oblast|Krai|Territory|Region)|"
    r"[Tt]he delegation of [A-Z]\w+ (?:Oblast|Krai|Territory|Region))",
}
_ACTS = (
    r"(?: also| always| \(?[A-Z]\w+\)?)* (?:(?:is|are|would be|may be|might be) "
    r"(?:also |very much |very )*(?:ready|willing|happy|glad|interested|prepared)|offer(?:s|ed)|"
    r"suggest(?:s|ed)|propos(?:es|ed)|invit(?:es|ed)|want(?:s|ed)|wish(?:es|ed)|plan(?:s|ned) to)\b"
)
_DOES = {side: re.compile(rf"\b{subject}{_ACTS}") for side, subject in _SUBJECTS.items()}
_WE = re.compile(
    r"\b[Ww]e (?:also |always )*(?:are|would be|will be) (?:also |always )*"
    r"(?:ready|willing|happy|glad|interested|prepared)\b|"
    r"\b[Ww]e (?:can(?:not)? (?:fully |both )?|want|offer|suggest|propose)\b"
)
_WHOSE = {
    "belarus": re.compile(
        r"\b(?:[Rr]eadiness|[Ii]nterest|[Pp]lans?) of (?:Belarus|domestic)|"
        r"\bBelarus'(?:s)? (?:plans?|interest|readiness)\b|"
        r"\b(?:President|head of state|Lukashenko) (?:also )?(?:suggest|propos)(?:ed|es)\b"
    ),
    "region": re.compile(
        r"\b(?:[Rr]eadiness|[Ii]nterest|[Pp]lans?) of the region\b|"
        r"\b[Gg]overnor (?:also )?(?:suggest|propos|invit)(?:ed|es)\b|"
        r"\bdelegation of [A-Z]\w+ (?:Oblast|Krai|Territory|Region) (?:will|plans)\b"
    ),
}
_TOGETHER = re.compile(r"\b(?:both|together|jointly|parties)\b", re.IGNORECASE)
_SPEAKER_SIDE = {"president": "belarus", "region_head": "region"}


def findings(compared: Comparison) -> Iterator[Finding]:
    """Statuses and sides that the words of a record do not have."""
    for at, fact in compared.facts:
        if isinstance(fact, Cooperation):
            yield from _status(compared, (*at, "status"), fact)
            yield from _side(compared, (*at, "side"), fact)
            yield from _condition((*at, "condition"), fact)


def _status(compared: Comparison, at: Location, fact: Cooperation) -> Iterator[Finding]:
    cited = compared.cited(fact)
    if not cited:
        return
    evidence = [plain(phrase) for phrase in fact.evidence]
    offers = next((found for each in evidence if (found := _OFFER.search(each))), None)
    match fact.status:
        case "existing":
            not_yet = next((found for each in evidence if (found := _NOT_YET.search(each))), None)
            if fact.condition is not None:
                yield at, f"existing, but {fact.condition!r} makes it conditional; write proposed"
            elif not_yet:
                yield (
                    at,
                    f"existing, but the evidence says {not_yet[0]!r}; mind what is only offered",
                )
            elif any(_ALREADY.search(each) for each in evidence):
                return
            elif all(_ONLY_OFFERED.search(sentence.text) for sentence in cited):
                yield at, "existing, but each cited sentence only offers, plans or supposes it"
        case "planned":
            if offers:
                yield at, f"planned, but the evidence says {offers[0]!r}; write proposed"
            elif fact.condition is not None:
                yield at, f"planned, but {fact.condition!r} makes it conditional; write proposed"
            elif not has(_PLAN, cited):
                yield at, "planned, but no cited sentence says so, as will, plan or agree do"
        case "proposed":
            if not has(_PROPOSAL, cited):
                yield at, "proposed, but no cited sentence says so, as ready to, offer or should do"
        case "interest":
            if offers:
                yield at, f"interest, but the evidence says {offers[0]!r}; write proposed"


def _side(compared: Comparison, at: Location, fact: Cooperation) -> Iterator[Finding]:
    """The side whose readiness, offer or interest the cited sentences name."""
    if fact.side not in _DOES:
        return
    cited = [sentence for sentence in compared.cited(fact) if not has(_TOGETHER, [sentence])]
    sides = {
        side
        for patterns in (_DOES, _WHOSE)
        for side, pattern in patterns.items()
        if has(pattern, cited)
    }
    speaker = _SPEAKER_SIDE.get(fact.stated_by)
    if speaker and has(_WE, cited):
        sides.add(speaker)
    if len(sides) == 1 and fact.side not in sides:
        yield at, f"{fact.side}, but the words say that it is the side {next(iter(sides))}"


def _condition(at: Location, fact: Cooperation) -> Iterator[Finding]:
    """Evidence that begins a condition, though the record has none."""
    for phrase in fact.evidence:
        if fact.condition is None and (found := _IF.search(phrase)):
            yield at, f"null, but the evidence says {phrase[found.start() :]!r}"
