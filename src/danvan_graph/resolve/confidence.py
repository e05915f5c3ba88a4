"""How sure each way to an answer is.

The numbers are products of two parts, the place and the date. They are set by how often the way
may lead astray, not measured: five documents are too few to measure.
"""

PLACE_OF_SYMBOL = 0.99
"""TW, TTg, QH15: the code belongs to the centre alone."""

PLACE_NAMED = 0.98
"""The issuer's words name the unit; a misprint or a namesake is all that can go wrong."""

PLACE_RELATIVE = 0.97
"""“UBND tỉnh” read from where the document stands; wrong only where that is wrong."""

PLACE_OF_LEVEL = 0.92
"""TU or a Sở without issuer: the province above; a city's Thành ủy writes TU too."""

PLACE_OF_TWIN = 0.95
"""The same number and date stand elsewhere in the document, with the issuer."""

PLACE_ASSUMED = 0.85
"""A province's document gives UBND without issuer: it means itself; nothing else says so."""

PLACE_AGAINST_SYMBOL = 0.8
"""The issuer's words and the code disagree (36-KH/TU of a Đảng ủy phường); the words win."""

DATE_STATED = 0.98
"""The day stands with the number; no register could show a misprint."""

DATE_IN_SYMBOL = 0.98
"""10/2022/QH15: number and year name one instrument of the series."""

DATE_OF_TWIN = 0.97
"""The same document gives the day of the same number and kind elsewhere."""

DATE_OF_YEAR = 0.95
"""Number and year agree with the register; Party numbers may restart within a year of congress."""

DATE_OF_TERM = 0.92
"""“(khóa XI)” leaves one instrument of the register."""

DATE_OF_TOPIC = 0.9
"""The words behind the number are the title of one instrument of the register."""

DATE_OF_SUBJECT = 0.85
"""Of several instruments with that number, one alone is about what the citing document is about."""

DATE_OF_REGISTER = 0.75
"""One instrument of the register was issued before the document; the register is not complete."""

DATE_UNKNOWN = 0.6
"""Nobody knows the day: an undated key may later prove to be two instruments."""

REGISTERED = 1.0
"""Place, day and number are those of an instrument of the register."""

NAME_REGISTERED = 0.95
"""One instrument of the register bears the name."""

NAME_IN_FORCE = 0.93
"""Of several laws of one name that stands which was in force on the document's day; a plan may
still speak of the one before, and the register may lack the newest."""

NICKNAME = 0.9
"""“Đề án 06”, “Nghị quyết Trung ương 7 khóa XI”: what people call it; a province may have a
scheme of that number, and a plenum passes several resolutions."""

NAME_ALONE = 0.9
"""A law, congress or programme known by its name alone; laws are made anew under old names.

More than a hundred were right in the gold; which law is meant it does not say."""

NAME_OF_HOST = 0.9
"""What a decision approves has its date and place."""

IN_DOCUMENT = 0.9
"""“Quy định 377” is the only such number of the same document."""


def both(place: float, date: float) -> float:
    """Returns how sure an answer is whose place and date are.

    >>> both(PLACE_NAMED, DATE_STATED)
    0.96
    """
    return round(place * date, 2)
