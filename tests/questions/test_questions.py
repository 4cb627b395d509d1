"""Questions that a user has, each with the command line that answers it and its answer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

QUESTIONS = [
    pytest.param(
        "bilat sectors lift --status proposed --columns region,proposed_by,summary",
        (
            "region\tproposed_by\tsummary\n"
            "sverdlovsk\tbelarus\tBelarus offers to help the region to modernise its lifts and to provide modern ones.\n"
        ),
        id="where are lifts proposed",
    ),
    pytest.param(
        "bilat sectors --sector elevators --status existing --columns region,forms,companies",
        ("region\tforms\tcompanies\nirkutsk\tassembly\tmogilevliftmash-usolye\n"),
        id="where are lifts already made, and by whom",
    ),
    pytest.param(
        "bilat companies --columns id,regions | grep ';'",
        (
            "amkodor\tbashkortostan; khabarovsk\n"
            "belaz\tchelyabinsk; khabarovsk; sverdlovsk\n"
            "maz\tbashkortostan; khabarovsk\n"
        ),
        id="which companies work in more than one region",
    ),
    pytest.param(
        "bilat sectors --proposed-by region --columns region,sector,summary",
        (
            "region\tsector\tsummary\n"
            "chelyabinsk\tfoundry\tThe region invites Belarusian investors into the cluster project, which is expected to include a large foundry for machine frameworks.\n"
            "irkutsk\tcross-sector\tThe governor suggests looking for where the two sides can do better, so that cooperation goes on growing.\n"
        ),
        id="what did a region itself propose",
    ),
    pytest.param(
        "bilat sectors --form maintenance --status proposed --columns region,sector,companies",
        (
            "region\tsector\tcompanies\n"
            "khabarovsk\tmining-vehicles\tbelaz\n"
            "khabarovsk\troad-building-machinery\tamkodor; maz\n"
            "khabarovsk\tspecial-purpose-vehicles\t\n"
            "khabarovsk\ttrucks\tamkodor; maz\n"
        ),
        id="what is offered with maintenance",
    ),
    pytest.param(
        "bilat trade --kind actual --columns direction,region,year_to,change_text | grep ^down",
        (
            "down\tbashkortostan\t2024\tshrank by about 5-6%\n"
            "down\tchelyabinsk\t2014\tfalling trade turnover trend\n"
            "down\tirkutsk\t2020\tthe figures have dropped\n"
        ),
        id="which regions reported falling trade",
    ),
    pytest.param(
        "bilat trade --basis derived --columns region,year_to,hedge,lower,upper,derivation",
        (
            "region\tyear_to\thedge\tlower\tupper\tderivation\n"
            "bashkortostan\t2023\tabout\t331578947\t340425532\t[315000000, 320000000] / (1 + [-0.06, -0.05]) from bashkortostan-2025-02-07/turnover-2024 and bashkortostan-2025-02-07/change-2024\n"
            "irkutsk\t2018\tover\t109230769\t\t[284000000, inf) / 2.6 from irkutsk-2020-09-25/turnover-2019\n"
        ),
        id="which figures are derived, and from what",
    ),
    pytest.param(
        "bilat trade --kind target --columns region,year_to,text",
        (
            "region\tyear_to\ttext\n"
            "bashkortostan\t2025\texceeds the existing $315-320 million mark\n"
        ),
        id="what does a side aim at",
    ),
    pytest.param(
        "bilat trade --year 2019 --columns region,text,change_text,compared_to",
        (
            "region\ttext\tchange_text\tcompared_to\n"
            "irkutsk\tover $284 million\tgoing up by 2.6 times\t2018\n"
        ),
        id="what was traded in 2019",
    ),
    pytest.param(
        "bilat sectors --status planned --columns region,sector,companies",
        (
            "region\tsector\tcompanies\n"
            "bashkortostan\tmechanical-engineering\t\n"
            "bashkortostan\troad-building-machinery\tamkodor\n"
            "chelyabinsk\tmechanical-engineering\tmzor\n"
            "chelyabinsk\tcross-sector\t\n"
            "irkutsk\tcross-sector\t\n"
            "irkutsk\tcross-sector\t\n"
            "sverdlovsk\texhibitions\t\n"
        ),
        id="what is decided or agreed",
    ),
    pytest.param(
        "bilat sectors BAM --columns region,sector,projects",
        (
            "region\tsector\tprojects\n"
            "khabarovsk\troad-building-machinery\tBaikal-Amur Mainline (BAM-2)\n"
            "khabarovsk\tspecial-purpose-vehicles\tBaikal-Amur Mainline (BAM-2)\n"
            "khabarovsk\ttrucks\tBaikal-Amur Mainline (BAM-2)\n"
        ),
        id="what is said of the railway",
    ),
    pytest.param(
        "bilat sectors --company МАЗ --columns region,sector,status",
        (
            "region\tsector\tstatus\n"
            "bashkortostan\ttrolleybuses\texisting\n"
            "khabarovsk\troad-building-machinery\tproposed\n"
            "khabarovsk\ttrucks\tproposed\n"
        ),
        id="what does MAZ do where",
    ),
    pytest.param(
        "bilat documents --columns region,date,date_basis | grep inferred",
        (
            "chelyabinsk\t2015-04-27\tinferred\n"
            "khabarovsk\t2025-02-03\tinferred\n"
            "sverdlovsk\t2025-02-24\tinferred\n"
        ),
        id="which meetings have a date that the text does not state",
    ),
    pytest.param(
        "bilat figures market --columns text,scope",
        ("text\tscope\nabout 40%\tthe international market\n"),
        id="whose is the market share",
    ),
    pytest.param(
        "bilat sectors --form joint-venture --columns region,sector,status",
        (
            "region\tsector\tstatus\n"
            "bashkortostan\ttractors\texisting\n"
            "chelyabinsk\tmechanical-engineering\tproposed\n"
            "chelyabinsk\tdefence\tproposed\n"
        ),
        id="where are there joint ventures or talk of them",
    ),
    pytest.param(
        "bilat sectors --form technology-transfer --columns region,sector,stated_by",
        (
            "region\tsector\tstated_by\n"
            "bashkortostan\tlight-industry\tpresident\n"
            "chelyabinsk\tagriculture\tpresident\n"
            "chelyabinsk\tnew-materials\tpresident\n"
            "khabarovsk\tagriculture\tpresident\n"
            "khabarovsk\tanimal-husbandry\tpresident\n"
        ),
        id="who offers technology transfer in what",
    ),
    pytest.param(
        "bilat regions --district ural --columns id,head,turnover",
        (
            "id\thead\tturnover\n"
            "chelyabinsk\tBoris Dubrovsky\t\n"
            "sverdlovsk\tYevgeny Kuivashev\talmost $1 billion\n"
        ),
        id="who heads the regions of the Ural district",
    ),
    pytest.param(
        "bilat sectors --sector public-transport --columns region,sector,status",
        (
            "region\tsector\tstatus\n"
            "bashkortostan\ttrams\tproposed\n"
            "bashkortostan\ttrolleybuses\texisting\n"
            "bashkortostan\ttrolleybuses\tproposed\n"
            "irkutsk\tpublic-transport\tinterest\n"
            "khabarovsk\tcharging-infrastructure\tproposed\n"
            "khabarovsk\telectric-transport\tproposed\n"
            "sverdlovsk\ttrams\tproposed\n"
        ),
        id="what about public transport, trams and trolleybuses included",
    ),
    pytest.param(
        "bilat companies --region Башкирия --columns id,statuses",
        (
            "id\tstatuses\n"
            "amkodor\tplanned; proposed\n"
            "belkommunmash\tproposed\n"
            "maz\texisting\n"
            "ufa-tram-and-trolleybus-plant\texisting\n"
        ),
        id="who is involved in Bashkortostan",
    ),
    pytest.param(
        "bilat sectors --region RU-IRK --status interest --columns sector,isic",
        (
            "sector\tisic\n"
            "mining-machinery\t2824\n"
            "mining-vehicles\t2824\n"
            "electric-cars\t2910\n"
            "gas-powered-vehicles\t29\n"
            "trucks\t2910\n"
            "public-transport\t\n"
        ),
        id="what may Irkutsk be interested in",
    ),
    pytest.param(
        "bilat figures --year 2021 trolleybus --columns text,lower,upper,unit",
        (
            "text\tlower\tupper\tunit\n"
            "from 20 to 60 trolleybuses annually\t20\t60\ttrolleybuses per year\n"
        ),
        id="how many trolleybuses were made in 2021",
    ),
    pytest.param(
        "bilat matrix --sector agriculture",
        (
            "sector\tsector_name\tbashkortostan\tchelyabinsk\tirkutsk\tkhabarovsk\tsverdlovsk\n"
            "agriculture\tAgriculture\t\texisting+proposed\t\tproposed\t\n"
            "agricultural-science\tAgricultural science\t\tproposed\t\t\t\n"
            "animal-husbandry\tAnimal husbandry\t\t\t\tproposed\t\n"
        ),
        id="where does agriculture stand",
    ),
    pytest.param(
        "bilat sectors --sector trams --columns region,hs",
        ("region\ths\nbashkortostan\t8603; 8607\nsverdlovsk\t8603\n"),
        id="which HS codes have trams",
    ),
    pytest.param(
        "bilat sectors Innoprom --columns region,status",
        ("region\tstatus\nsverdlovsk\texisting\nsverdlovsk\tplanned\n"),
        id="is there anything on the exhibition",
    ),
    pytest.param(
        "bilat regions --columns turnover,id | grep -P '^\\t'",
        ("\tchelyabinsk\n\tkhabarovsk\n"),
        id="for which meetings is no turnover known",
    ),
]


@pytest.mark.parametrize(("command", "answer"), QUESTIONS)
def test_question(command: str, answer: str) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    asked = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PATH": path},
    )
    assert (asked.stdout, asked.stderr) == (answer, "")
