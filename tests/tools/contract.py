"""What the listings have by contract: their columns, and the filters that they take."""

COLUMNS = {
    "regions": """
        id name official_name kind iso_3166_2 federal_district capital name_ru head head_title date
        date_basis turnover turnover_year existing planned proposed interest document
        turnover_lower turnover_upper currency wider
    """,
    "sectors": """
        id region region_name sector sector_name isic status side forms products hs companies
        places projects summary stated_by speaker date document paragraphs scope condition evidence
        url
    """,
    "trade": """
        id region region_name year_from year_to year_basis kind basis text hedge lower upper
        currency direction change_text change_lower change_upper compared_to stated_by speaker
        derivation note document paragraphs cause doubt evidence url
    """,
    "companies": "id name city country aliases regions sectors statuses records",
    "figures": """
        id region region_name name text hedge lower upper unit year_from year_to scope stated_by
        speaker document paragraphs evidence url
    """,
    "documents": """
        id region region_name date date_stated date_basis date_note place head head_title publisher
        url language paragraphs sha256 cooperation trade figures wider
    """,
    "matrix": "sector sector_name isic parents bashkortostan chelyabinsk irkutsk khabarovsk"
    " sverdlovsk",
}

EVERYWHERE = {"text", "region", "district", "year"}
RECORDS = EVERYWHERE | {
    *("sector", "status", "side", "form", "company", "product", "place", "project", "hs", "isic"),
    *("said_by", "document", "scope"),
}
TAKES = {
    "regions": EVERYWHERE | {"scope"},
    "sectors": RECORDS,
    "trade": EVERYWHERE | {"said_by", "document", "basis", "kind"},
    "companies": RECORDS,
    "figures": EVERYWHERE | {"said_by", "document"},
    "documents": EVERYWHERE,
    "matrix": RECORDS | {"having"},
}
