"""What a document states: cooperation, trade, figures; and what is left out on purpose."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from bilat.dataset.catalogues import Model
from bilat.dataset.fields import (
    CURRENCY,
    DISTINCT,
    MAX_WHOLE,
    PHRASE_WORDS,
    Clause,
    DateBasis,
    Direction,
    Evidence,
    Form,
    Hedge,
    Hs,
    Id,
    Ids,
    Item,
    Items,
    LeftOutKind,
    Line,
    Number,
    Paragraph,
    Paragraphs,
    Phrase,
    Side,
    StatedBy,
    Status,
    TradeKind,
    Year,
)


class Fact(Model):
    """What every fact has."""

    id: Id = Field(description="Unique in its document.")
    stated_by: StatedBy = Field(description="Who says so; `document` is the narrator.")
    paragraphs: Paragraphs = Field(description="Where it stands, counted from 1.")
    evidence: Evidence = Field(
        description=f"Phrases of at most {PHRASE_WORDS} words found in those paragraphs."
    )


class Product(Model):
    """A product and its HS 2022 code."""

    name: Item
    hs: Hs | None = Field(description="HS 2022, the narrowest code that is certainly right.")


class Cooperation(Fact):
    """One sector, one status, one side, one scope and one condition."""

    sector: Id
    status: Status
    side: Side | None = Field(
        description="Whose proposal, interest or plan it is; null for what exists."
    )
    scope: Phrase | None = Field(
        default=None,
        description="The words for what is spoken of instead of the region; left out for itself.",
    )
    condition: Phrase | None = Field(
        default=None, description="The first words of the condition that the offer depends on."
    )
    forms: Annotated[tuple[Form, ...], *DISTINCT] = ()
    products: Annotated[tuple[Product, ...], *DISTINCT] = ()
    companies: Ids = ()
    places: Items = ()
    projects: Items = ()
    summary: Line = Field(description="One sentence in the curator's words.")

    @model_validator(mode="after")
    def _side_fits_status(self) -> Self:
        if self.status == "proposed" and self.side is None:
            raise ValueError("a proposal needs the side that makes it: belarus, region or both")
        if self.status == "interest" and self.side is None:
            raise ValueError("an interest needs the side whose it is: belarus, region or both")
        if self.status == "existing" and self.side is not None:
            raise ValueError("side must be null where the status is existing")
        return self


class Period(Model):
    """Years, both included."""

    from_: Year = Field(alias="from")
    to: Year
    basis: DateBasis
    note: Line | None = Field(description="How a period that is not stated is known.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ > self.to:
            raise ValueError(f"the period ends ({self.to}) before it begins ({self.from_})")
        if self.basis != "stated" and self.note is None:
            raise ValueError(f"a period that is {self.basis} needs a note that says how")
        return self


_AT_LEAST = "a lower bound and no upper bound"
_AT_MOST = "an upper bound and no lower bound"


def _check_bounds(
    hedge: Hedge | None, lower: float | None, upper: float | None, *, falls: bool = False
) -> None:
    """Whether the bounds are those that the hedge allows; ValueError where they are not.

    Of a fall the fractions are negative, so a fall of over 6% ends below -0.06.
    """
    has = (lower is not None, upper is not None)
    if lower is not None and upper is not None and lower > upper:
        raise ValueError(f"the lower bound ({lower}) is above the upper bound ({upper})")
    needs_upper = (hedge == "over") if falls else (hedge == "almost")
    if hedge in ("almost", "over") and has != (not needs_upper, needs_upper):
        example = f"; {hedge} 6% is {'upper' if needs_upper else 'lower'}: -0.06" if falls else ""
        bounds = _AT_MOST if needs_upper else _AT_LEAST
        raise ValueError(f"{'a fall by ' if falls else ''}{hedge!r} has {bounds}{example}")
    if hedge == "about" and has[0] != has[1]:
        raise ValueError("'about' has the figure as both bounds, or neither where none is named")
    if hedge == "range" and not (has == (True, True) and lower != upper):
        raise ValueError("a range has two different bounds")
    if hedge == "exact" and not (has == (True, True) and lower == upper):
        raise ValueError("an exact figure has the same lower and upper bound")
    if hedge is None and has != (False, False):
        raise ValueError("bounds need a hedge")


class Amount(Model):
    """A number as the text gives it: its words and what bounds they set."""

    text: Line = Field(description="As written, with the hedge.")
    hedge: Hedge
    lower: Number | None
    upper: Number | None
    unit: Line = Field(description="A currency code (ISO 4217) in trade, else a plain unit.")

    @model_validator(mode="after")
    def _bounds_fit_hedge(self) -> Self:
        _check_bounds(self.hedge, self.lower, self.upper)
        return self


class Money(Amount):
    """An amount in whole units of a currency."""

    lower: Annotated[int, Field(ge=0, le=MAX_WHOLE)] | None
    upper: Annotated[int, Field(ge=0, le=MAX_WHOLE)] | None
    unit: Annotated[str, StringConstraints(pattern=CURRENCY)] = Field(examples=["USD"])


class Change(Model):
    """A change against an earlier year, in fractions of it."""

    text: Line
    direction: Direction
    hedge: Hedge | None = Field(description="null where the text gives no figure.")
    lower: Number | None = Field(
        description="A signed fraction, not above upper: almost 6% down is lower: -0.06."
    )
    upper: Number | None = Field(
        description="A signed fraction, not below lower: over 6% down is upper: -0.06."
    )
    factor: Number | None = Field(description="2.6 where the text says 2.6 times, else null.")
    compared_to: Year | None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _check_bounds(self.hedge, self.lower, self.upper, falls=self.direction == "down")
        for bound in (self.lower, self.upper):
            if bound is None:
                continue
            if bound <= -1:
                raise ValueError(f"{bound} would be a fall by everything or more")
            if (bound > 0) != (self.direction == "up"):
                raise ValueError(f"{bound} does not go {self.direction}")
        if self.factor is not None:
            bounds = [bound for bound in (self.lower, self.upper) if bound is not None]
            if not bounds:
                raise ValueError("a factor needs a bound, the factor less 1")
            for bound in bounds:
                if abs(self.factor - 1 - bound) > 1e-9:
                    raise ValueError(f"factor {self.factor} and bound {bound} disagree")
        return self


class Trade(Fact):
    """A statement on the trade of Belarus and the region."""

    period: Period
    kind: TradeKind
    amount: Money | None
    change: Change | None
    cause: Clause | None = Field(default=None, description="The words of a stated cause.")
    doubt: Clause | None = Field(
        default=None, description="The words of a doubt that the speaker has of the figure."
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.amount is None and self.change is None:
            raise ValueError("neither an amount nor a change; one of them is needed")
        compared_to = self.change.compared_to if self.change else None
        if compared_to is not None and compared_to >= self.period.from_:
            raise ValueError(f"compared_to ({compared_to}) is not before the period")
        return self


class Figure(Fact):
    """Any other number."""

    name: Line
    amount: Amount
    period: Period | None
    scope: Line = Field(description="Whose number it is.")


class LeftOut(Model):
    """A passage of the text that is deliberately no fact."""

    paragraph: Paragraph
    text: Phrase | None = Field(
        description="Its first words as they stand there; null for the whole paragraph."
    )
    kind: LeftOutKind
