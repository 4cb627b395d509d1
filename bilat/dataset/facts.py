"""Another way to import the facts, until nothing does."""

from bilat.dataset.fields import Amount, Change, Money, Period
from bilat.dataset.models import Cooperation, Fact, Figure, LeftOut, Product, Trade

__all__ = ["Amount", "Change", "Cooperation", "Fact", "Figure", "LeftOut", "Money", "Period"]
__all__ += ["Product", "Trade"]
