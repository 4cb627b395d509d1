"""One thing in full: on a terminal, and in Markdown to be pasted."""

import re
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.tools.terminal import on_terminal

ON_A_TERMINAL = [
    pytest.param(
        "irkutsk-2020-09-25/turnover-2019",
        """\
Turnover of Irkutsk, 2019 ───────────────────── irkutsk-2020-09-25/turnover-2019
over $284 million
↑ going up by 2.6 times against 2018

Said by     Governor Igor Kobzev, 25 September 2020, ¶8
Basis       stated; year stated
In numbers  above 284,000,000 USD, no upper bound; 2.6 times 2018 (+160%)
Evidence    “to over $284 million”
            “in comparison with 2018”
            “going up by 2.6 times”
            “In 2019 trade and economic cooperation”
Leads to    2018: over $109.2 million, derived (irkutsk/derived-2018)
Report      Press service of the President of the Republic of Belarus, at
            newskitchen.eu; --web opens it at the evidence
""",
        id="stated trade",
    ),
    pytest.param(
        "irkutsk/derived-2018",
        """\
Turnover of Irkutsk, 2018 ──────── irkutsk-2020-09-25/turnover-2019/derived-2018
over $109.2 million

From        2019: over $284 million ÷ 2.6
Basis       derived by arithmetic; year stated
In numbers  above 109,230,769 USD, no upper bound
Formula     [284000000, inf) / 2.6
Evidence    “to over $284 million”
            “in comparison with 2018”
            “going up by 2.6 times”
            “In 2019 trade and economic cooperation”
Stated in   25 September 2020, ¶8 (irkutsk/turnover-2019)
Report      Press service of the President of the Republic of Belarus, at
            newskitchen.eu; --web opens it at the evidence
""",
        id="derived trade",
    ),
    pytest.param(
        "bashkortostan/change-2024",
        """\
Turnover of Bashkortostan, 2024* ────────── bashkortostan-2025-02-07/change-2024
↓ shrank by about 5-6% against 2023, “maybe the statistics are not quite
accurate”

Said by     President Aleksandr Lukashenko, 7 February 2025, ¶2
Basis       stated; year inferred: "Last year", said in February 2025.
In numbers  −6% to −5% against 2023
Evidence    “slowed down a little bit last”
            “trade shrank by about 5-6%”
Leads to    2023*: about $331.5-340.5 million, derived
            (bashkortostan/derived-2023)
Report      Press service of the President of the Republic of Belarus, at
            president.gov.by; --web opens it at the evidence
""",
        id="a doubtful change",
    ),
    pytest.param(
        "khabarovsk/trucks",
        """\
Trucks, Khabarovsk ──────────────────────────────── khabarovsk-2025-02-03/trucks
○ proposed by Belarus
If the region is interested, Belarus is ready to supply and maintain AMKODOR and
MAZ cargo machines.

Said by     President Aleksandr Lukashenko, 3 February 2025†, ¶7
Condition   “If you are interested”
Sector      Trucks, ISIC Rev.4 C
Forms       supply, maintenance
Goods       cargo machines
Companies   Amkodor, MAZ
Projects    Baikal-Amur Mainline (BAM-2)
Evidence    “AMKODOR and MAZ road-building, cargo machines”
            “may be in particular demand”
            “Baikal-Amur Mainline (BAM-2)”
            “We produce enough of such machines”
            “supply them and provide maintenance services”
            “If you are interested”
Day         from outside the report: The text has no date, it only mentions the
            latest presidential election. The whole date comes from the press of
            that day and from the Unix time that ends the address.
Report      Press service of the President of the Republic of Belarus, at
            president.gov.by; --web opens it at the evidence
""",
        id="a conditional offer",
    ),
    pytest.param(
        "elevators-demand",
        """\
Elevators, Irkutsk ───────────────────────── irkutsk-2020-09-25/elevators-demand
(●) existing
Elevators assembled by Mogilevliftmash-Usolye are in demand in various
countries, post-Soviet republics in particular.

Said by     President Aleksandr Lukashenko, 25 September 2020, ¶6
Scope       the post-Soviet republics: wider than the region
Sector      Elevators, ISIC Rev.4 2816
Forms       supply, assembly
Goods       lifts (HS 842810)
Companies   Mogilevliftmash-Usolye
Evidence    “the assembly enterprise OOO Mogilevliftmash-Usolye”
            “products are in demand in various”
            “particularly in the post-Soviet republics”
Report      Press service of the President of the Republic of Belarus, at
            newskitchen.eu; --web opens it at the evidence
""",
        id="something wider",
    ),
    pytest.param(
        "trolleybus-output-2020-2022",
        """\
Trolleybuses produced per year, 2020-2022 ──────────────────────────────────────
bashkortostan-2025-02-07/trolleybus-output-2020-2022
from 20 to 60 trolleybuses annually

Said by     report, 7 February 2025, ¶5
Of          joint production of MAZ and the Ufa Tram and Trolleybus Plant
In numbers  20 to 60 trolleybuses per year
Years       stated
Evidence    “from 20 to 60 trolleybuses annually”
            “In 2020-2022”
Report      Press service of the President of the Republic of Belarus, at
            president.gov.by; --web opens it at the evidence
""",
        id="a figure",
    ),
    pytest.param(
        "trolleybuses",
        """\
Trolleybuses ─────────────────────────────────────────────── sector trolleybuses
Part of     Public transport, Automotive industry
Codes       ISIC Rev.4 2910; HS 2022 8702
Also        Троллейбусы, trolleybus, trolley bus, trolley buses, троллейбус,
            троллейбусный парк

Bashkortostan · met 7 February 2025 · Head Radiy Khabirov ──────────────────────
● existing             MAZ and the Ufa Tram and Trolleybus Plant make
                       trolleybuses together with success, and output has
                       increased. — report ¶5
○ proposed by Belarus  Belarus is ready for more of the trolleybus work and sees
                       a need of it; the pace is good, it is extremely
                       profitable. — President ¶5,6

Figures
Trolleybuses produced per  from 20 to 60 trolleybuses annually, 2020-2022
year                       of joint production of MAZ and the Ufa Tram and
                           Trolleybus Plant — report ¶5
                           more than 300 per year, 2023-2024 — report ¶5

Companies
MAZ; Ufa Tram and Trolleybus Plant, Ufa

President: Aleksandr Lukashenko
In full: bilat show bashkortostan/trolleybuses
""",
        id="a sector",
    ),
    pytest.param(
        "elevators",
        """\
Elevators ───────────────────────────────────────────────────── sector elevators
Part of     Mechanical engineering
Codes       ISIC Rev.4 2816; HS 2022 842810
Also        Лифты, elevator, lift, lifts, elevator industry, лифт, лифтовое
            оборудование, лифтовое хозяйство, лифтостроение

Irkutsk · met 25 September 2020 · Governor Igor Kobzev ─────────────────────────
● existing             The assembly enterprise Mogilevliftmash-Usolye is a
                       success; its elevators replace outdated ones in apartment
                       blocks. — President ¶6

Sverdlovsk · met 24 February 2025† · Governor Yevgeny Kuivashev ────────────────
○ proposed by Belarus  Belarus offers help in upgrading the region's elevators
                       and is ready to assist in providing modern ones.
                       — report ¶9

Wider than a region, not counted for it
Irkutsk · met 25 September 2020 · Governor Igor Kobzev ─────────────────────────
(●) existing             Scope: the post-Soviet republics. Elevators assembled
                         by Mogilevliftmash-Usolye are in demand in various
                         countries, post-Soviet republics in particular.
                         — President ¶6

Khabarovsk · met 3 February 2025† · Governor Dmitry Demeshin ───────────────────
(●) existing             Scope: the Russian market. Belarusian elevators are
                         traditionally in demand; Mogilevliftmash makes such as
                         can replace outdated ones. — report ¶10
(○) proposed by Belarus  Scope: the Russian Federation. Belarus gives this
                         market priority and is ready to fill its orders for
                         elevators first, then those of others. — President ¶11

Figures
Khabarovsk · met 3 February 2025† · Governor Dmitry Demeshin ───────────────────
Elevators replaced per year  thousands of elevators a year
                             of Belarus — President ¶11

Companies
Mogilevliftmash-Usolye

President: Aleksandr Lukashenko · † from outside the report
In full: bilat show irkutsk/elevators
""",
        id="a sector with wider records",
    ),
    pytest.param(
        "mzor",
        """\
MZOR ────────────────────────────────────────────────────────────── company mzor
From        Minsk, Belarus
Also        МЗОР

Chelyabinsk · met 27 April 2015* · Governor Boris Dubrovsky ────────────────────
◐ Mechanical engineering  The region's delegation will hold talks with MZOR on
  planned by the region   the plant's part in forming the machine-building
                          cluster. — Governor ¶9

* inferred
In full: bilat show chelyabinsk/machine-building-cluster
""",
        id="a company",
    ),
    pytest.param(
        "irkutsk",
        """\
Irkutsk Oblast ────────────────────────────────────────────────── region irkutsk
Kind        oblast in the Siberian Federal District; capital Irkutsk
Code        ISO 3166-2 RU-IRK
Also        Иркутская область, Irkutsk Region, Irkutskaya Oblast, Иркутск

Trade
2018   derived  over $109.2 million, from 2019: over $284 million ÷ 2.6
2019   stated   over $284 million; ↑ going up by 2.6 times against 2018
                — Governor ¶8
2020*  stated   ↓ the figures have dropped against 2019, due to the pandemic
                — Governor ¶8

Irkutsk · met 25 September 2020 · Governor Igor Kobzev ─────────────────────────
● Elevators               The assembly enterprise Mogilevliftmash-Usolye is a
  existing                success; its elevators replace outdated ones in
                          apartment blocks. — President ¶6
◌ Mining machinery        The region may be interested in Belarusian mining
  interest of the region  equipment and mining vehicles. — President ¶6
◌ Trucks                  The region may be interested in Belarusian trucks.
  interest of the region  — President ¶6
◌ Electric vehicles       The region may be interested in Belarusian electric
  interest of the region  cars. — President ¶6
◌ Gas-powered vehicles    The region may be interested in various kinds of
  interest of the region  Belarusian vehicles that run on gas engine fuel.
                          — President ¶6
◌ Public transport        The region may be interested in Belarusian public
  interest of the region  transport solutions. — President ¶6

Wider than the region, not counted for it
(●) Elevators  Scope: the post-Soviet republics. Elevators assembled by
    existing   Mogilevliftmash-Usolye are in demand in various countries,
               post-Soviet republics in particular. — President ¶6

Companies
Mogilevliftmash-Usolye

Reports
25 September 2020 (irkutsk-2020-09-25)
  Press service of the President of the Republic of Belarus, at newskitchen.eu

President: Aleksandr Lukashenko · * inferred
In full: bilat show irkutsk/elevators
""",
        id="a region",
    ),
    pytest.param(
        "irkutsk-2020-09-25",
        """\
Meeting with Igor Kobzev, 25 September 2020 ──────── document irkutsk-2020-09-25
Region      Irkutsk
Day         25 September 2020, in the text “2020-09-25”; stated: The full date
            stands in the header; the text repeats the day as 25 September.
Place       not stated
Present     Aleksandr Lukashenko, President of Belarus
            Igor Kobzev, Governor of Irkutsk Oblast
Report      Press service of the President of the Republic of Belarus, at
            newskitchen.eu; --web opens it
Text        8 paragraphs, language en
SHA-256     d510c20f0f7f87b792efb3a7bb9be114b060b4556c053e8b6432c49ca7f3c058
Left out    all (paragraph 1: furniture); necessary to step up cooperation
            (paragraph 2: courtesy); implement new joint projects (paragraph 2:
            courtesy); Igor Kobzev on 25 September (paragraph 2: frame);
            congratulated Igor Kobzev on a recent (paragraph 3: greeting); The
            percentage of trust in you (paragraph 3: courtesy); a bit far from
            the West (paragraph 3: general); would have suffered a color
            revolution (paragraph 3: general); all (paragraph 4: general); all
            (paragraph 5: courtesy); all (paragraph 7: courtesy); a special
            region (paragraph 8: courtesy); spurring their trade development
            efforts (paragraph 8: courtesy); see where we can do better
            (paragraph 8: courtesy); Both sides are active (paragraph 8:
            courtesy)

Trade
2018   derived  over $109.2 million, from 2019: over $284 million ÷ 2.6
2019   stated   over $284 million; ↑ going up by 2.6 times against 2018
                — Governor ¶8
2020*  stated   ↓ the figures have dropped against 2019, due to the pandemic
                — Governor ¶8

Irkutsk · met 25 September 2020 · Governor Igor Kobzev ─────────────────────────
● Elevators               The assembly enterprise Mogilevliftmash-Usolye is a
  existing                success; its elevators replace outdated ones in
                          apartment blocks. — President ¶6
◌ Mining machinery        The region may be interested in Belarusian mining
  interest of the region  equipment and mining vehicles. — President ¶6
◌ Trucks                  The region may be interested in Belarusian trucks.
  interest of the region  — President ¶6
◌ Electric vehicles       The region may be interested in Belarusian electric
  interest of the region  cars. — President ¶6
◌ Gas-powered vehicles    The region may be interested in various kinds of
  interest of the region  Belarusian vehicles that run on gas engine fuel.
                          — President ¶6
◌ Public transport        The region may be interested in Belarusian public
  interest of the region  transport solutions. — President ¶6

Wider than the region, not counted for it
(●) Elevators  Scope: the post-Soviet republics. Elevators assembled by
    existing   Mogilevliftmash-Usolye are in demand in various countries,
               post-Soviet republics in particular. — President ¶6

President: Aleksandr Lukashenko · * inferred
In full: bilat show irkutsk/elevators
""",
        id="a document",
    ),
]


@pytest.mark.parametrize(("name", "shown"), ON_A_TERMINAL)
def test_on_80_columns(run: Run, name: str, shown: str) -> None:
    assert run("show", name, "-f", "table") == (0, shown, "")


IN_MARKDOWN = [
    pytest.param(
        "Irkutsk",
        """\
# Irkutsk Oblast

President of Belarus Aleksandr Lukashenko met Governor Igor Kobzev on 25 September 2020.

## Trade

- **2018**: derived, over $109.2 million, from 2019: over $284 million ÷ 2.6 ([¶8](https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=to%20over%20%24284%20million&text=in%20comparison%20with%202018&text=going%20up%20by%202.6%20times&text=In%202019%20trade%20and%20economic%20cooperation))
- **2019**: over $284 million; ↑ going up by 2.6 times against 2018 ([Governor ¶8](https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=to%20over%20%24284%20million&text=in%20comparison%20with%202018&text=going%20up%20by%202.6%20times&text=In%202019%20trade%20and%20economic%20cooperation))
- **2020\\***: ↓ the figures have dropped against 2019, due to the pandemic ([Governor ¶8](https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=the%20figures%20have%20dropped%20this%20year))

## What exists

- **Elevators**: The assembly enterprise Mogilevliftmash-Usolye is a success; its elevators replace outdated ones in apartment blocks. [President ¶6](https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=success%20of%20the%20assembly%20enterprise&text=replace%20outdated%20ones%20in%20apartment%20buildings&text=OOO%20Mogilevliftmash%2DUsolye%20as%20an%20example)

## What is of interest

- **Mining machinery**, interest of the region: The region may be interested in Belarusian mining equipment and mining vehicles. [President ¶6](https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=may%20be%20interested%20in%20Belarusian%20mining&text=mining%20equipment%2C%20trucks%2C%20mining%20vehicles)
- **Trucks**, interest of the region: The region may be interested in Belarusian trucks. [President ¶6](https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=may%20be%20interested%20in%20Belarusian%20mining&text=mining%20equipment%2C%20trucks)
- **Electric vehicles**, interest of the region: The region may be interested in Belarusian electric cars. [President ¶6](https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=may%20be%20interested%20in%20Belarusian%20mining&text=electric%20cars)
- **Gas-powered vehicles**, interest of the region: The region may be interested in various kinds of Belarusian vehicles that run on gas engine fuel. [President ¶6](https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=may%20be%20interested%20in%20Belarusian%20mining&text=vehicles%20powered%20by%20gas%20engine%20fuel)
- **Public transport**, interest of the region: The region may be interested in Belarusian public transport solutions. [President ¶6](https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=may%20be%20interested%20in%20Belarusian%20mining&text=public%20transport%20solutions)

## Wider than the region, not counted for it

- **Elevators**, existing, said of the post-Soviet republics: Elevators assembled by Mogilevliftmash-Usolye are in demand in various countries, post-Soviet republics in particular. [President ¶6](https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=the%20assembly%20enterprise%20OOO%20Mogilevliftmash%2DUsolye&text=products%20are%20in%20demand%20in%20various&text=particularly%20in%20the%20post%2DSoviet%20republics)

## Companies

Mogilevliftmash-Usolye

## Source

- [irkutsk-2020-09-25](https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/): Press service of the President of the Republic of Belarus, 25 September 2020

## Marks

- \\* inferred
- 2020\\*, inferred: "This year", said in September 2020, with the year not over; set against 2019, just spoken of.
""",
        id="a briefing",
    ),
    pytest.param(
        "irkutsk/turnover-2020",
        """\
# Turnover of Irkutsk, 2020\\*

↓ the figures have dropped against 2019, due to the pandemic

- **Said by:** Governor Igor Kobzev, 25 September 2020, ¶8
- **Basis:** stated; year inferred: "This year", said in September 2020, with the year not over; set against 2019, just spoken of.
- **Evidence:** “the figures have dropped this year”

## Source

- [irkutsk-2020-09-25](https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/#:~:text=the%20figures%20have%20dropped%20this%20year): Press service of the President of the Republic of Belarus, 25 September 2020
""",
        id="a fact",
    ),
    pytest.param(
        "mzor",
        """\
# MZOR

- **From:** Minsk, Belarus
- **Also:** МЗОР

## What is planned

- **Chelyabinsk, Mechanical engineering**, planned by the region: The region's delegation will hold talks with MZOR on the plant's part in forming the machine-building cluster. [Governor ¶9](https://president.gov.by/en/events/meeting-with-governor-of-russias-chelyabinsk-oblast-boris-dubrovsky-11273#:~:text=will%20hold%20talks&text=the%20Minsk%2Dbased%20company%20MZOR&text=discuss%20the%20participation%20of%20the%20plant&text=formation%20of%20the%20machine%2Dbuilding%20cluster)

## Source

- [chelyabinsk-2015-04-27](https://president.gov.by/en/events/meeting-with-governor-of-russias-chelyabinsk-oblast-boris-dubrovsky-11273): Press service of the President of the Republic of Belarus, 27 April 2015\\*; day inferred: Day and month stand in the text; the year is inferred, for the 70th anniversary of the Victory of 1945 is at hand.

## Marks

- \\* inferred
""",
        id="a company",
    ),
]


@pytest.mark.parametrize(("name", "shown"), IN_MARKDOWN)
def test_in_markdown(run: Run, name: str, shown: str) -> None:
    assert run("show", name, "-f", "markdown") == (0, shown, "")


def test_a_doubt_stands_beside_a_derivation_not_in_its_place(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    derivation = "2024: $315-320 million ÷ (1 − 5-6%)"
    shown = run("show", "bashkortostan/derived-2023", "-f", "table").out
    assert f"From        {derivation}, “maybe the statistics are not quite accurate”\n" in shown
    alone = run("trade", "-r", "bashkortostan", "--basis", "derived", "-f", "table").out
    assert f"from {derivation}, “maybe the" in alone
    assert f"from {derivation}  " in run("trade", "-r", "bashkortostan", "-f", "table").out


def test_records_have_the_details_of_the_listing_where_there_is_room(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    page = run("show", "trams", "-f", "table").out
    assert (
        """
○ proposed by Belarus       If the two sides agree, Belarus is ready to join in restoring      Belkommunmash: trams, tram bodies        President ¶5,6
                            trams with Belkommunmash bodies.                                   “If we agree on it”                      trams
"""
        in page
    )
    assert "“ ” the condition, in the report's words" in page
    monkeypatch.setenv("COLUMNS", "149")
    page = run("show", "trams", "-f", "table").out
    assert "Belkommunmash:" not in page
    assert "proposed by Belarus (if)" in page
    assert "(if) on a condition" in page


NAMES = (
    "bashkortostan",
    "elevators",
    "belaz",
    "sverdlovsk-2025-02-24",
    "bashkortostan/derived-2023",
    "khabarovsk/belaz-market-share",
    "khabarovsk/trucks",
)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160])
@pytest.mark.parametrize("name", NAMES)
def test_lines_break_at_spaces_and_fit(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, width: int
) -> None:
    # from 112 columns ids stand beside, from 150 details
    monkeypatch.setenv("COLUMNS", "1000" if width > 149 else "149" if width > 111 else "111")
    words = {word for word in run("show", name, "-f", "table").out.split() if len(word) < width}
    monkeypatch.setenv("COLUMNS", str(width))
    shown = run("show", name, "-f", "table").out
    assert max(map(len, shown.splitlines())) <= width
    missing = {word for word in words if word not in shown and not word.startswith(("http", "─"))}
    assert {word for word in missing if "/" not in word} <= {";", "·"}


def test_an_address_is_whole_where_it_fits_on_a_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://newskitchen.eu/2020/09/25/meeting-with-governor-of-russias-irkutsk-oblast-igor-kobzev/"
    monkeypatch.setenv("COLUMNS", "106")
    assert f"            {address}\n" in run("show", "irkutsk-2020-09-25", "-f", "table").out
    monkeypatch.setenv("COLUMNS", "105")
    shown = run("show", "irkutsk-2020-09-25", "-f", "table").out
    assert "https" not in shown
    assert "at newskitchen.eu; --web opens it\n" in shown


def test_below_72_columns_a_text_stands_under_its_heading(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert (
        run("show", "mzor", "-f", "table").out
        == """\
MZOR ──────────────────────────────── company mzor
From        Minsk, Belarus
Also        МЗОР

Chelyabinsk · met 27 April 2015*
Governor Boris Dubrovsky ─────────────────────────
◐ Mechanical engineering · planned by the region
  The region's delegation will hold talks with
  MZOR on the plant's part in forming the
  machine-building cluster. — Governor ¶9

* inferred
In full:
bilat show chelyabinsk/machine-building-cluster
"""
    )


def test_bold_and_dim_are_the_only_styles() -> None:
    shown = on_terminal("bilat show irkutsk/turnover-2019")
    assert shown.startswith("\x1b[1mTurnover of Irkutsk, 2019\x1b[0m \x1b[2m──")
    assert "\x1b[1mSaid by\x1b[0m     Governor Igor Kobzev" in shown
    codes = {code.partition("m")[0] for code in shown.split("\x1b[")[1:]}
    assert codes == {"0", "1", "2"}
    assert "\x1b" not in on_terminal("bilat show irkutsk/turnover-2019", {"NO_COLOR": "1"})


def test_an_id_and_a_paragraph_lead_to_the_words() -> None:
    shown = on_terminal("bilat show irkutsk/turnover-2019", {"KITTY_WINDOW_ID": "1"})
    address = r"https://newskitchen\.eu/\S+#:~:text=to%20over%20%24284%20million&text=\S+"
    for text in ("irkutsk-2020-09-25/turnover-2019", "¶8", "irkutsk/derived-2018"):
        assert re.search(rf"\x1b\]8;;{address}\x1b\\{text}\x1b\]8;;\x1b\\", shown), text


def test_a_terminal_without_utf_8_gets_ascii() -> None:
    shown = on_terminal(
        "bilat show irkutsk/turnover-2019", {"PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}
    )
    assert shown.isascii()
    assert shown.splitlines()[:3] == [
        "Turnover of Irkutsk, 2019 --------------------- irkutsk-2020-09-25/turnover-2019",
        "over $284 million",
        "up: going up by 2.6 times against 2018",
    ]
    assert "25 September 2020, par.8" in shown


def test_a_missing_turnover_is_said_to_be_missing(run: Run) -> None:
    assert "\nTrade\nNo turnover is stated.\n\n" in run("show", "khabarovsk", "-f", "table").out
    briefing = run("show", "khabarovsk", "-f", "markdown").out
    assert "\n## Trade\n\n- No turnover is stated.\n\n" in briefing


def test_a_region_with_two_meetings_has_its_records_by_meeting(run: Run, data_copy: Path) -> None:
    first = data_copy / "documents" / "irkutsk-2020-09-25.yaml"
    text = first.read_text(encoding="utf-8").replace("2020-09-25", "2021-09-25")
    text = text.replace("sha256: d", "sha256: e").replace("title: Governor", "title: Head")
    (data_copy / "documents" / "irkutsk-2021-09-25.yaml").write_text(text, encoding="utf-8")
    shown = run("show", "irkutsk", "-f", "table", "--data", str(data_copy)).out
    headings = [line.partition(" ─")[0] for line in shown.splitlines() if " · met " in line]
    before = "Irkutsk · met 25 September 2020 · Governor Igor Kobzev"
    after = "Irkutsk · met 25 September 2021 · Head Igor Kobzev"
    assert headings == [before, after] * 3  # of trade, of records, of wider ones
    assert shown.endswith("\nIn full: bilat show irkutsk-2020-09-25/elevators\n")


# The words of the texts


def test_the_paragraph_of_a_fact_is_quoted_with_the_evidence_marked(run: Run, texts: Path) -> None:
    asked = ("show", "irkutsk/turnover-2020", "--documents", str(texts), "-f")
    plain = " ".join(run(*asked, "table").out.split())
    assert "¶8 In turn" in plain
    assert "«the figures have dropped this year» due" in plain
    assert "**the figures have dropped this year** due" in run(*asked, "markdown").out
    styled = on_terminal(f"bilat show irkutsk/turnover-2020 --documents '{texts}'")
    assert "\x1b[1mthe figures have dropped this year\x1b[0m" in styled


# A dataset from somebody else


HOSTILE = (
    "<script>alert(1)</script> [x](https://evil.example) ![y](//evil.example/y) "
    "https://evil.example www.evil.example *b* `c` | &lt; \\\\ a_b_ ~~d~~"
)
HARMLESS = (
    r"\<script\>alert(1)\</script\> \[x\](https\://evil.example) !\[y\](//evil.example/y) "
    r"https\://evil.example www\.evil.example \*b\* \`c\` \| \&lt; \\ a\_b\_ \~\~d\~\~"
)


def test_values_inject_neither_links_nor_html(run: Run, data_copy: Path) -> None:
    path = data_copy / "documents" / "irkutsk-2020-09-25.yaml"
    text = path.read_text(encoding="utf-8")
    summary = next(line for line in text.splitlines() if "summary: The assembly" in line)
    text = text.replace(summary, f'    summary: "{HOSTILE}"')
    text = text.replace("igor-kobzev/\n", 'igor-kobzev/)<b>[x](y)"\n')
    text = text.replace("name: Igor Kobzev", "name: '# Igor <i>'")
    path.write_text(text, encoding="utf-8")
    shown = run("show", "irkutsk", "-f", "markdown", "--data", str(data_copy))
    assert shown.status == 0
    assert f"\n- **Elevators**: {HARMLESS} [President ¶6](https://newskitchen.eu/" in shown.out
    assert r"met Governor # Igor \<i\> on 25 September 2020." in shown.out
    assert "igor-kobzev/%29%3Cb%3E%5Bx%5D%28y%29%22#:~:text=success%20of" in shown.out
    assert "<" not in shown.out.replace(r"\<", "")
