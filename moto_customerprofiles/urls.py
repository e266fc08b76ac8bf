"""Where the service answers, as moto wants to know it."""

from __future__ import annotations

from moto_customerprofiles.plugin import HOST
from moto_customerprofiles.responses import CustomerProfilesResponse

url_bases = [HOST]

url_paths = {"{0}/(?P<path>.+)$": CustomerProfilesResponse.dispatch}
