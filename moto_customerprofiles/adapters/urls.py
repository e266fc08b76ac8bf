"""Where the service answers, as moto wants to know it."""

from __future__ import annotations

from moto_customerprofiles.adapters.plugin import HOST
from moto_customerprofiles.adapters.responses import CustomerProfilesResponse

url_bases = [HOST]

url_paths = {r"{0}/(?P<path>[\s\S]*)$": CustomerProfilesResponse.dispatch}
"""All there is below the host, empty or with line breaks in it: the service itself says what is no path of its."""
