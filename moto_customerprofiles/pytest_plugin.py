"""What pytest loads wherever this package is installed: registers the service, imports nothing of moto."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from moto_customerprofiles.plugin import is_registered, register

register()


def pytest_report_header() -> str:
    """Say in pytest's header which implementation serves Customer Profiles."""
    serving = f"moto_customerprofiles {_version()}" if is_registered() else "moto itself"
    return f"customer-profiles: served by {serving}"


def _version() -> str:
    try:
        return version("moto-customerprofiles")
    except PackageNotFoundError:
        return "from source"
