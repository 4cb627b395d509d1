"""Capitalised words that name nothing a catalogue has to know, in small letters."""

_COUNTRIES = """
belarus belarusian belarusians russia russian russians federation soviet ussr union cis eaeu brics
armenia armenian azerbaijan azerbaijani china chinese georgia georgian india indian iran iranian
kazakhstan kazakh kyrgyzstan kyrgyz moldova moldovan mongolia mongolian serbia serbian tajikistan
tajik turkey turkish turkmenistan turkmen ukraine ukrainian uzbekistan uzbek vietnam vietnamese
america american americans britain british england english france french germany german japan
japanese korea korean poland polish lithuania lithuanian latvia latvian usa us uk eu uae
europe european europeans asia asian eurasia eurasian africa african arctic west western east
eastern north northern south southern siberia siberian siberians urals slavic
"""
_TITLES = """
president vice deputy acting governor head minister ministry prime chairman chairwoman chairperson
director general mayor ambassador consul secretary speaker senator mr mrs ms dr excellency
republic oblast krai kray territory region district okrug city state government parliament
council assembly committee embassy administration
"""
_CALENDAR = """
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday
christmas easter victory day new year
"""
_OTHERS = "i god great patriotic war world source internet covid ok"

COMMON = frozenset(f"{_COUNTRIES} {_TITLES} {_CALENDAR} {_OTHERS}".split())
