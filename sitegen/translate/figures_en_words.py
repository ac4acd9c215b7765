"""Words of English that hold a number."""

from __future__ import annotations

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
WORDS = {word: value for value, word in enumerate(ONES)}
WORDS |= {word: value for value, word in enumerate(ORDINALS)}
WORDS |= {word: 10 * value for value, word in enumerate(TENS, start=2)}
WORDS |= {word[:-1] + "ieth": 10 * value for value, word in enumerate(TENS, start=2)}
WORDS |= {"a": 1, "an": 1}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6}
SCALES |= {"billion": 10**9, "trillion": 10**12, "k": 10**3, "mn": 10**6, "m": 10**6}
SCALES |= {"bn": 10**9, "b": 10**9, "tn": 10**12, "trn": 10**12}
PLURALS = ["dozens", "hundreds", "thousands", "millions", "billions", "trillions"]
IN_WORDS = {
    "half": ("0.5", "50"), "halved": ("0.5", "50"), "quarter": ("0.25", "25"),
    "both": ("2",), "pair": ("2",), "twin": ("2",), "dual": ("2",), "two-way": ("2",),
    "twice": ("2", "200"), "double": ("2", "200", "100"), "doubled": ("2", "200", "100"),
    "doubling": ("2", "200", "100"), "twofold": ("2", "200", "100"),
    "fourfold": ("4", "400", "300"), "fivefold": ("5", "500", "400"), "tenfold": ("10", "1000"),
    "triple": ("3", "300"), "tripled": ("3", "300", "200"), "threefold": ("3", "300", "200"),
    "quadruple": ("4",), "quadrupled": ("4", "400", "300"), "decade": ("10",), "decades": ("10",),
    "century": ("100",), "noon": ("12",), "midnight": ("0", "24"), "fortnight": ("14",),
    "all": ("100",), "every": ("100",), "full": ("100",), "fully": ("100",), "entire": ("100",),
    "entirely": ("100",), "complete": ("100",), "completely": ("100",), "universal": ("100",),
    "round-the-clock": ("24",),
}  # fmt: skip
LEAST_PERCENT = 25
"""In `IN_WORDS`: greater values are percentages."""
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
PARTS = {"half": 2, "quarter": 4} | {word: n for n, word in enumerate(ORDINALS) if 2 < n < 11}
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
ROMAN |= {"X": 10, "XI": 11, "XII": 12, "XIII": 13, "XIV": 14, "XV": 15}
