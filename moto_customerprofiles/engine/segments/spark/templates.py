"""The functions of Spark that are written out for DuckDB, by name and number of arguments.

In a template, `_a`, `_b` and so on stand for the arguments. The rules are those of Spark's SQL reference without ANSI
mode; each function has a worked example with the answers of Spark itself. A function that stands in no table here has
the same meaning in both, as sqlglot translates it.
"""

from __future__ import annotations

_INDEX = "INSTR(SUBSTR(CAST(_b AS TEXT), CAST(_c AS BIGINT)), _a)"
_PAD = "PAD(CAST(_a AS TEXT), CAST(CASE WHEN _c = '' THEN LEAST(_b, LENGTH(CAST(_a AS TEXT))) ELSE GREATEST(_b, 0) END"
_PAD += " AS INT), CASE WHEN _c = '' THEN ' ' ELSE _c END)"
_PARTS = "STRING_SPLIT(CAST(_a AS TEXT), _b)"
_EPOCH = "CAST(FLOOR(EPOCH(CAST(_a AS TIMESTAMP))) AS BIGINT)"
_A, _B = "CAST(_a AS TIMESTAMP)", "CAST(_b AS TIMESTAMP)"
_MONTHS = f"((YEAR({_A}) - YEAR({_B})) * 12 + MONTH({_A}) - MONTH({_B}))"
_SECONDS = "(EPOCH({0}) - EPOCH(DATE_TRUNC('day', {0})))"
WHOLE_MONTHS = (
    f"TRUNC(({_MONTHS} * 32 + DAY({_A}) - DAY({_B})"
    f" - CASE WHEN {_A} > {_B} AND {_SECONDS.format(_A)} < {_SECONDS.format(_B)} THEN 1"
    f" WHEN {_A} < {_B} AND {_SECONDS.format(_A)} > {_SECONDS.format(_B)} THEN -1 ELSE 0 END) / 32)"
)
"""How many whole months `_a` is after `_b`."""
_DAY = "CAST(_a AS DATE)"
_WEEKDAY = "mo(n|nday)?|tu(e|esday)?|we(d|dnesday)?|th(u|ursday)?|fr(i|iday)?|sa(t|turday)?|su(n|nday)?"
_FIRSTS = (
    "LIST_FILTER({0}, (_v, _i) -> COALESCE(LIST_POSITION({0}, _v),"
    " LIST_POSITION(LIST_TRANSFORM({0}, _w -> _w IS NULL), TRUE)) = _i)"
)
"""The items of a list, each once, in the order of their first places."""
_IS = "LIST_TRANSFORM(_a, _b)"
_REMAINDER = "(_a % NULLIF(_b, 0))"

TEMPLATES: dict[tuple[str, int], str] = {
    # numbers
    ("e", 0): "EXP(1)",
    ("expm1", 1): "EXP(CAST(_a AS DOUBLE)) - 1",
    ("factorial", 1): (
        "CASE WHEN _a BETWEEN 0 AND 20"
        " THEN CAST(FACTORIAL(CAST(CASE WHEN _a BETWEEN 0 AND 20 THEN _a ELSE 0 END AS INT)) AS BIGINT) END"
    ),
    ("hypot", 2): "SQRT(CAST(_a AS DOUBLE) * _a + CAST(_b AS DOUBLE) * _b)",
    ("log1p", 1): "CASE WHEN CAST(_a AS DOUBLE) > -1 THEN LN(1 + CAST(_a AS DOUBLE)) END",
    ("pmod", 2): f"CASE WHEN {_REMAINDER} < 0 THEN ({_REMAINDER} + _b) % NULLIF(_b, 0) ELSE {_REMAINDER} END",
    ("negative", 1): "-_a",
    ("positive", 1): "_a",
    ("rint", 1): "ROUND_EVEN(CAST(_a AS DOUBLE), 0)",
    ("bround", 1): "ROUND_EVEN(CAST(_a AS DOUBLE), 0)",
    ("bround", 2): "ROUND_EVEN(CAST(_a AS DOUBLE), CAST(_b AS INT))",
    **dict.fromkeys((("sign", 1), ("signum", 1)), "CAST(SIGN(CAST(_a AS DOUBLE)) AS DOUBLE)"),
    **{(name, 1): f"CAST(_a AS {name})" for name in ("bigint", "double", "boolean", "smallint", "tinyint", "float")},
    ("int", 1): "CAST(_a AS INT)",
    ("decimal", 1): "CAST(_a AS DECIMAL(10, 0))",
    ("string", 1): "CAST(_a AS TEXT)",
    # texts
    ("btrim", 1): "TRIM(CAST(_a AS TEXT))",
    ("btrim", 2): "TRIM(CAST(_a AS TEXT), _b)",
    **dict.fromkeys((("locate", 2), ("position", 2)), "INSTR(CAST(_b AS TEXT), _a)"),
    **dict.fromkeys(
        (("locate", 3), ("position", 3)),
        f"CASE WHEN _c < 1 THEN 0 WHEN {_INDEX} = 0 THEN 0 ELSE {_INDEX} + _c - 1 END",
    ),
    **dict.fromkeys(
        ((name, 1) for name in ("len", "length", "char_length", "character_length")), "LENGTH(CAST(_a AS TEXT))"
    ),
    ("lpad", 3): f"L{_PAD}",
    ("rpad", 3): f"R{_PAD}",
    ("lpad", 2): "LPAD(CAST(_a AS TEXT), CAST(GREATEST(_b, 0) AS INT), ' ')",
    ("rpad", 2): "RPAD(CAST(_a AS TEXT), CAST(GREATEST(_b, 0) AS INT), ' ')",
    ("sha2", 2): (
        "CASE WHEN _b IN (0, 256) THEN SHA256(CAST(_a AS TEXT)) ELSE ERROR('sha2 is there for 256 bits only') END"
    ),
    **dict.fromkeys(((name, 2) for name in ("regexp", "regexp_like", "rlike")), "REGEXP_MATCHES(CAST(_a AS TEXT), _b)"),
    ("regexp_replace", 3): (
        r"REGEXP_REPLACE(CAST(_a AS TEXT), _b, REGEXP_REPLACE(CAST(_c AS TEXT), '\$(\d)', '\\\1', 'g'), 'g')"
    ),
    ("replace", 2): "REPLACE(CAST(_a AS TEXT), _b, '')",
    ("split", 2): "CASE WHEN CAST(_a AS TEXT) = '' THEN [''] ELSE STR_SPLIT_REGEX(CAST(_a AS TEXT), _b) END",
    ("substring_index", 3): (
        f"CASE WHEN _c > 0 THEN ARRAY_TO_STRING(LIST_SLICE({_PARTS}, 1, CAST(_c AS BIGINT)), _b) WHEN _c < 0 THEN"
        f" ARRAY_TO_STRING(LIST_SLICE({_PARTS}, GREATEST(LEN({_PARTS}) + CAST(_c AS BIGINT) + 1, 1), LEN({_PARTS})),"
        " _b) ELSE '' END"
    ),
    # nulls
    ("isnotnull", 1): "_a IS NOT NULL",
    ("isnull", 1): "_a IS NULL",
    ("isnan", 1): "COALESCE(ISNAN(CAST(_a AS DOUBLE)), FALSE)",
    ("nanvl", 2): "CASE WHEN ISNAN(CAST(_a AS DOUBLE)) THEN CAST(_b AS DOUBLE) ELSE CAST(_a AS DOUBLE) END",
    # dates and times
    ("add_months", 2): f"CAST({_DAY} + TO_MONTHS(CAST(_b AS INT)) AS DATE)",
    **dict.fromkeys((("date_add", 2), ("dateadd", 2)), f"CAST({_DAY} + TO_DAYS(CAST(_b AS INT)) AS DATE)"),
    ("date_sub", 2): f"CAST({_DAY} - TO_DAYS(CAST(_b AS INT)) AS DATE)",
    ("date_from_unix_date", 1): "CAST(DATE '1970-01-01' + TO_DAYS(CAST(_a AS INT)) AS DATE)",
    **{(name, 1): f"{name.upper()}({_DAY})" for name in ("year", "quarter", "month", "day", "dayofyear", "weekofyear")},
    ("dayofmonth", 1): f"DAY({_DAY})",
    ("dayofweek", 1): f"(ISODOW({_DAY}) % 7) + 1",
    ("weekday", 1): f"ISODOW({_DAY}) - 1",
    **{(name, 1): f"CAST(DATE_PART('{name}', {_A}) AS INT)" for name in ("hour", "minute", "second")},
    ("from_utc_timestamp", 2): f"CAST(({_A} AT TIME ZONE 'UTC') AT TIME ZONE _b AS TIMESTAMP)",
    ("to_utc_timestamp", 2): f"CAST(({_A} AT TIME ZONE _b) AT TIME ZONE 'UTC' AS TIMESTAMP)",
    ("make_date", 3): "CAST((_a || '-' || _b || '-' || _c) AS DATE)",
    ("months_between", 2): (
        f"CASE WHEN DAY({_A}) = DAY({_B}) OR (CAST({_A} AS DATE) = LAST_DAY({_A}) AND CAST({_B} AS DATE) ="
        f" LAST_DAY({_B})) THEN CAST({_MONTHS} AS DOUBLE) ELSE ROUND({_MONTHS} + ((DAY({_A}) - DAY({_B})) * 86400"
        f" + {_SECONDS.format(_A)} - {_SECONDS.format(_B)}) / CAST(2678400 AS DOUBLE), 8) END"
    ),
    ("next_day", 2): (
        f"CASE WHEN REGEXP_FULL_MATCH(LOWER(_b), '{_WEEKDAY}') THEN CAST({_DAY} + TO_DAYS(CAST((("
        "INSTR('motuwethfrsasu', LOWER(SUBSTR(_b, 1, 2))) + 1) // 2"
        f" - ISODOW({_DAY}) + 6) % 7 + 1 AS INT)) AS DATE) END"
    ),
    ("timestamp_seconds", 1): "CAST(MAKE_TIMESTAMP(CAST(_a * 1000000 AS BIGINT)) AS TIMESTAMP)",
    ("timestamp_millis", 1): "CAST(MAKE_TIMESTAMP(CAST(_a * 1000 AS BIGINT)) AS TIMESTAMP)",
    **dict.fromkeys((("unix_timestamp", 1), ("to_unix_timestamp", 1)), _EPOCH),
    # lists
    ("array_distinct", 1): _FIRSTS.format("_a"),
    ("array_union", 2): _FIRSTS.format("LIST_CONCAT(_a, _b)"),
    ("array_contains", 2): (
        "CASE WHEN _a IS NULL OR _b IS NULL THEN NULL WHEN LIST_CONTAINS(_a, _b) THEN TRUE"
        " WHEN LIST_COUNT(_a) < LEN(_a) THEN NULL ELSE FALSE END"
    ),
    ("array_position", 2): "CASE WHEN _a IS NULL OR _b IS NULL THEN NULL ELSE COALESCE(LIST_POSITION(_a, _b), 0) END",
    ("arrays_overlap", 2): (
        "CASE WHEN _a IS NULL OR _b IS NULL THEN NULL WHEN LIST_HAS_ANY(_a, _b) THEN TRUE WHEN LEN(_a) > 0 AND"
        " LEN(_b) > 0 AND (LIST_COUNT(_a) < LEN(_a) OR LIST_COUNT(_b) < LEN(_b)) THEN NULL ELSE FALSE END"
    ),
    **dict.fromkeys((("size", 1), ("cardinality", 1)), "COALESCE(LEN(_a), -1)"),
    ("exists", 2): (
        f"CASE WHEN _a IS NULL THEN NULL WHEN LIST_CONTAINS({_IS}, TRUE) THEN TRUE"
        f" WHEN LIST_COUNT({_IS}) < LEN(_a) THEN NULL ELSE FALSE END"
    ),
    ("forall", 2): (
        f"CASE WHEN _a IS NULL THEN NULL WHEN LIST_CONTAINS({_IS}, FALSE) THEN FALSE"
        f" WHEN LIST_COUNT({_IS}) < LEN(_a) THEN NULL ELSE TRUE END"
    ),
    ("sequence", 2): "GENERATE_SERIES(_a, _b, CASE WHEN _a <= _b THEN 1 ELSE -1 END)",
    # aggregates
    ("approx_count_distinct", 1): "COUNT(DISTINCT _a)",
    ("std", 1): "STDDEV_SAMP(_a)",
    ("try_sum", 1): "SUM(_a)",
    ("try_avg", 1): "AVG(_a)",
    ("percentile", 2): "QUANTILE_CONT(CAST(_a AS DOUBLE), _b)",
    ("kurtosis", 1): "KURTOSIS_POP(CAST(_a AS DOUBLE))",
    **dict.fromkeys((("some", 1), ("any", 1), ("bool_or", 1)), "BOOL_OR(_a)"),
    **dict.fromkeys((("every", 1), ("bool_and", 1)), "BOOL_AND(_a)"),
}

UNITS = {
    **dict.fromkeys(("year", "yyyy", "yy"), "year"),
    **dict.fromkeys(("month", "mon", "mm"), "month"),
    **dict.fromkeys(("quarter", "week"), ""),
}
"""What `trunc` cuts a date to; empty for a unit of the same name."""
SMALL_UNITS = {**dict.fromkeys(("day", "dd"), "day"), **dict.fromkeys(("hour", "minute", "second"), "")}
"""What `date_trunc` cuts a timestamp to as well."""
DIFFERENCES = frozenset({"day", "week", "month", "quarter", "year", "hour", "minute", "second", "millisecond"})
"""What `timestampdiff` counts, whole units only."""
