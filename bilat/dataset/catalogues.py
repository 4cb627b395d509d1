"""What the catalogues hold: regions, sectors, companies."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bilat.dataset.fields import ISO_3166_2, Id, Ids, Isic, Items, Line, RegionKind


class Model(BaseModel):
    """Base of all records."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Region(Model):
    """A region of Russia."""

    id: Id
    name: Line = Field(description="The short English name.", examples=["Bashkortostan"])
    official_name: Line = Field(description="The full English name.")
    kind: RegionKind
    iso_3166_2: Annotated[
        str,
        StringConstraints(pattern=ISO_3166_2),
        Field(description="ISO 3166-2 code.", examples=["RU-BA"]),
    ]
    federal_district: Line = Field(examples=["Volga"])
    capital: Line
    name_ru: Line = Field(description="The full Russian name.")
    aliases: Items = Field(default=(), description="Other spellings, English and Russian.")


class Sector(Model):
    """A field of cooperation; a parent has no parents itself."""

    id: Id
    name: Line = Field(description="The English name.")
    name_ru: Line = Field(description="The Russian name.")
    parents: Annotated[Ids, Field(max_length=2)] = Field(
        description="The ids of none, one or two sectors without parents; the first leads."
    )
    isic: Isic | None = Field(
        description="ISIC Rev.4, the narrowest code that is certainly right, or null."
    )
    aliases: Items = Field(default=(), description="Other words for it, English and Russian.")


class Company(Model):
    """A company that a document names."""

    id: Id
    name: Line
    aliases: Items = ()
    city: Line | None = Field(description="Where a document gives it, else null.")
    country: Line | None = Field(description="Where a document gives it, else null.")
