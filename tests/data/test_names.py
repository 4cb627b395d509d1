"""What the real dataset's regions, sectors and companies answer to, in both languages."""

import pytest

from bilat.dataset.models import Dataset
from bilat.text import fold

# What a person may type for each sector: singular and plural, English and Russian.
WORDS = """
mechanical-engineering: machine, machinery, machine building, equipment, машиностроение, машины, техника, оборудование
agricultural-machinery: tractor, tractors, farm machine, farm machinery, agricultural machines, трактор, тракторы, сельхозтехника, сельхозмашины
elevators: elevator, elevators, lift, lifts, лифт, лифты
foundry: foundry, foundries, casting, castings, литьё, литейный завод, литейные заводы
machine-tools: machine tool, machine tools, machine-tool industry, станок, станки, станкостроение
metallurgical-machinery: metallurgy, metallurgical equipment, металлургия, металлургическое оборудование
mining-machinery: mining, mining vehicle, mining vehicles, mining machine, mining machines, горная техника, горные машины, карьерная техника
road-building-machinery: road-building machine, road-building machines, road machinery, construction machinery, дорожная техника, дорожные машины, строительная техника
special-purpose-equipment: fire engine, fire engines, special vehicle, special vehicles, airfield vehicle, airfield vehicles, спецтехника, пожарная машина, пожарные машины
utilities-machinery: municipal vehicle, municipal vehicles, utility machinery, коммунальная машина, коммунальные машины, коммунальная техника
automotive: car, cars, vehicle, vehicles, automobile, automobiles, автомобиль, автомобили, автопром
trucks: truck, trucks, lorry, lorries, dump truck, dump trucks, dumper, dumpers, грузовик, грузовики, самосвал, самосвалы
automotive-components: car part, car parts, auto part, auto parts, автокомпонент, автокомпоненты, автозапчасть, автозапчасти
electric-vehicles: EV, EVs, electric car, electric cars, electric bus, electric buses, e-bus, e-buses, e-vehicle, e-vehicles, электромобиль, электромобили, электробус, электробусы
gas-powered-vehicles: NGV, NGVs, gas vehicle, gas vehicles, natural gas vehicles, газомоторная техника, газомоторное топливо
public-transport: public transport, city transport, passenger transport, общественный транспорт, городской транспорт
charging-infrastructure: charging station, charging stations, charger, chargers, зарядная станция, зарядные станции
trams: tram, trams, streetcar, streetcars, tramcar, tramcars, трамвай, трамваи
trolleybuses: trolleybus, trolleybuses, trolley bus, trolley buses, троллейбус, троллейбусы
aircraft: aircraft, plane, planes, airplane, airplanes, aviation, самолёт, самолеты, авиация, авиастроение
agricultural-drones: drone, drones, UAV, UAVs, дрон, дроны, беспилотник, беспилотники
construction: construction, building, buildings, строительство, стройка, стройки
infrastructure: infrastructure, port, ports, seaport, seaports, порт, порты, инфраструктура
metro: metro, subway, subways, метро, метрополитен
agriculture: agriculture, farm, farms, farming, сельское хозяйство, АПК
agricultural-science: agricultural science, agricultural sciences, аграрная наука
animal-husbandry: livestock, animal husbandry, животноводство, скотоводство
food: food, foods, foodstuff, foodstuffs, food product, food products, продукт питания, продукты питания, продовольствие
defence: defence, defense, defence industry, ВПК, оборона, оборонка
exhibitions: exhibition, exhibitions, fair, fairs, trade fair, trade fairs, выставка, выставки, ярмарка, ярмарки
high-technology: high technology, high technologies, hi-tech, new material, new materials, технология, технологии, новый материал, новые материалы
light-industry: textile, textiles, garment, garments, shoe, shoes, carpet, carpets, fabric, fabrics, одежда, обувь, ткань, ткани, ковёр, ковры
economy: economy, economic integration, экономика, экономическая интеграция
manufacturing: industry, industries, manufacturing, промышленность
petrochemicals: petrochemical, petrochemicals, petrochemical product, petrochemical products, нефтехимия
"""


@pytest.mark.parametrize("line", WORDS.strip().split("\n"), ids=lambda line: line.split(":")[0])
def test_a_sector_answers_to_its_words_in_both_numbers_and_languages(
    dataset: Dataset, line: str
) -> None:
    id_, words = line.split(": ")
    names = {fold(name) for name in dataset.sector[id_].names}
    for word in words.split(", "):
        assert fold(word) in names, f"sectors.yaml: add {word!r} to the aliases of {id_}"


def test_every_sector_is_asked_for(dataset: Dataset) -> None:
    asked = {line.split(":")[0] for line in WORDS.strip().split("\n")}
    assert asked == set(dataset.sector), "add the words of a new sector to the list above"


@pytest.mark.parametrize(
    ("id_", "names"),
    [
        ("bashkortostan", ["Ufa", "Уфа", "Bashkiriya", "Башкирия", "RU-BA", "ba"]),
        ("khabarovsk", ["Khabarovsk Kray", "Khabarovsk Region", "Хабаровский край", "KHA"]),
        ("sverdlovsk", ["Yekaterinburg", "Ekaterinburg", "Екатеринбург", "Свердловск"]),
    ],
)
def test_a_region_answers_to_its_names(dataset: Dataset, id_: str, names: list[str]) -> None:
    known = {fold(name) for name in dataset.region[id_].names}
    assert {fold(name) for name in names} <= known, "regions.yaml: add the missing aliases"


@pytest.mark.parametrize(
    ("id_", "names"),
    [
        ("maz", ["Minsk Automobile Works", "Минский автомобильный завод", "Минский автозавод"]),
        ("belaz", ["Belarusian Automobile Works", "Белорусский автомобильный завод"]),
        ("mtz", ["Minsk Tractor Plant", "Минский тракторный завод"]),
        ("mogilevliftmash", ["Mogilyovliftmash", "Могилёвлифтмаш", "Могилевлифтмаш"]),
        ("belkommunmash", ["БКМ", "BKM"]),
        ("ufa-tram-and-trolleybus-plant", ["Уфимский трамвайно-троллейбусный завод"]),
    ],
)
def test_a_company_answers_to_its_names(dataset: Dataset, id_: str, names: list[str]) -> None:
    known = {fold(name) for name in dataset.company[id_].names}
    assert {fold(name) for name in names} <= known, "companies.yaml: add the missing aliases"
