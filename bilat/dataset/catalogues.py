"""Another way to import the catalogues, until nothing does."""

from bilat.dataset.fields import Model
from bilat.dataset.models import Company, Region, Sector

__all__ = ["Company", "Model", "Region", "Sector"]
