"""Where moto's convention looks for the URLs of a service; they stand in `adapters.urls`."""

from __future__ import annotations

from moto_customerprofiles.adapters.urls import url_bases, url_paths

__all__ = ["url_bases", "url_paths"]
