"""The functions of Spark that a segment's SQL may call, each with the rule of how much it can make of what it is given.

AWS publishes no list. That these are admitted and no others is our choice: for each of them there is a worked example
whose answers are Spark's own. A list of what is admitted cannot forget a function that reaches too far.
"""

from __future__ import annotations

from difflib import get_close_matches

from moto_customerprofiles.errors import BadRequest

_NUMBERS = """
abs acos asin atan atan2 cbrt ceil ceiling cos cosh cot degrees e exp expm1 factorial floor greatest hypot least ln log
log10 log1p log2 mod negative pi pmod positive pow power radians rint round bround sign signum sin sinh sqrt tan tanh
"""
_TEXTS = """
ascii btrim char char_length character_length chr concat contains endswith initcap instr lcase left len length
levenshtein locate lower ltrim md5 position regexp regexp_extract regexp_like reverse right rlike rtrim sha sha1 sha2
split split_part startswith substr substring substring_index translate trim ucase upper
"""
_NULLS = "any_value coalesce equal_null if ifnull isnan isnotnull isnull nanvl nullif nvl nvl2"
_TIMES = """
add_months curdate current_date current_timestamp date date_add date_diff date_format date_from_unix_date date_part
date_sub date_trunc dateadd datediff datepart day dayofmonth dayofweek dayofyear extract from_unixtime
from_utc_timestamp hour last_day localtimestamp make_date minute month months_between next_day now quarter second
timestamp timestamp_millis timestamp_seconds timestampadd timestampdiff to_date to_timestamp to_unix_timestamp
to_utc_timestamp trunc unix_date unix_millis unix_seconds unix_timestamp weekday weekofyear year
"""
_AGGREGATES = """
any approx_count_distinct approx_percentile avg bool_and bool_or corr count count_if covar_pop covar_samp every first
first_value kurtosis last last_value max max_by mean median min min_by percentile percentile_approx some
std stddev stddev_pop stddev_samp sum try_avg try_sum var_pop var_samp variance
"""
_WINDOWS = "cume_dist dense_rank lag lead nth_value ntile percent_rank rank row_number"
_LISTS = """
array array_append array_contains array_distinct array_except array_intersect array_join array_max array_min
array_position array_remove array_size array_union arrays_overlap cardinality element_at exists explode filter
forall named_struct size slice sort_array struct
"""
_CASTS = "bigint boolean cast decimal double float int smallint string tinyint try_cast"

SUMS = frozenset(f"{_NUMBERS} {_TEXTS} {_NULLS} {_TIMES} {_AGGREGATES} {_WINDOWS} {_LISTS} {_CASTS}".split())
"""What makes no more than it is given, all arguments together."""
REPEATS = {"repeat": 1, "lpad": 1, "rpad": 1, "space": 0}
"""What makes texts of a length that one argument, by its place, says."""
PRODUCTS = frozenset({"concat_ws", "regexp_replace", "replace", "transform"})
"""What makes at most as much as two of its arguments multiplied."""
COLLECTIONS = frozenset({"array_agg", "collect_list", "collect_set"})
"""What makes one list of many rows."""
ADMITTED = SUMS | {*REPEATS} | PRODUCTS | COLLECTIONS | {"sequence"}


def check_admitted(name: str) -> None:
    """Refuse a function that is not admitted.

    Raises:
        BadRequest: the function is not admitted; the message names the nearest one that is.

    >>> check_admitted("Upper")

    """
    if name.lower() in ADMITTED:
        return
    nearest = get_close_matches(name.lower(), sorted(ADMITTED), 1)
    hint = f"; the nearest that it may call is {nearest[0]}" if nearest else ""
    raise BadRequest(f"A segment's SQL query may not call {name[:100]}{hint}")
