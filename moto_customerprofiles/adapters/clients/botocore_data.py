"""botocore's own data files, read once for a process that uses moto instead of once for each session.

Every `mock_aws` has a new default session, whose first client lists all services, reads botocore's list of endpoints
and reads the model of its service: most of what a short test costs, whatever service it uses. The files belong to the
installed botocore and do not change. Files of other folders (`~/.aws/models`, `AWS_DATA_PATH`) are listed and read as
ever, and so are all files where somebody else has replaced botocore's loader of files or its method.

Each session gets a copy of its own of what it reads. Only the list of endpoints, which takes as long to copy as to
read, is shared by all sessions, as botocore shares it among the clients of one session.

`MOTO_CUSTOMERPROFILES_BOTOCORE_DATA=reread` in the environment turns this off.
"""

from __future__ import annotations

import os
import pickle
from functools import wraps
from pathlib import Path
from typing import Any

import boto3
import botocore
from botocore.loaders import JSONFileLoader, Loader, create_loader
from botocore.regions import EndpointResolver

from moto_customerprofiles.wire.model import service_model

SWITCH = "MOTO_CUSTOMERPROFILES_BOTOCORE_DATA"
"""Environment variable; set to `reread`, sessions read botocore's data files as botocore does by itself."""

_DATA, _RESOURCES = (str(Path(str(package.__file__)).parent / "data") for package in (botocore, boto3))
_ENDPOINTS = str(Path(_DATA) / "endpoints")
_list_services, _load_file = Loader.list_available_services, JSONFileLoader.load_file


def read_once() -> None:
    """Let sessions that are made from now on read botocore's data files once for the process."""
    if Loader.FILE_LOADER_CLASS is JSONFileLoader and os.environ.get(SWITCH) != "reread":
        Loader.FILE_LOADER_CLASS = ReadOnceLoader
        Loader.list_available_services = _list_services_once  # type: ignore[method-assign,assignment]  # by one that wraps it


def available_regions() -> list[str]:
    """Return the regions of the service, of all partitions, as a session of boto3 lists them."""
    endpoints = EndpointResolver(create_loader(os.environ.get("AWS_DATA_PATH")).load_data("endpoints"))
    prefix = service_model().endpoint_prefix
    partitions = endpoints.get_available_partitions()
    return [region for name in partitions for region in endpoints.get_available_endpoints(prefix, name)]


class ReadOnceLoader(JSONFileLoader):
    """Loads JSON files as botocore's loader does, those of botocore's own folder once."""

    def load_file(self, file_path: str) -> Any:
        """Return the document of a file that is given without its extension, None if there is no such file."""
        if not file_path.startswith(_DATA + os.sep) or JSONFileLoader.load_file is not _load_file:
            return super().load_file(file_path)
        if file_path not in _documents:
            document = super().load_file(file_path)
            _documents[file_path] = document if document is None or file_path == _ENDPOINTS else _Copied(file_path)
            return document
        document = _documents[file_path]
        return document.copy() if isinstance(document, _Copied) else document


class _Copied:
    """A document of which each session gets a copy, which takes a third of the time of reading the file."""

    __slots__ = ("_file_path", "_pickled")

    def __init__(self, file_path: str) -> None:
        self._file_path = file_path
        self._pickled: bytes | None = None

    def copy(self) -> Any:
        """Return a copy; the first one is read once more, for to prepare copies only pays where more are wanted."""
        if self._pickled:
            return pickle.loads(self._pickled)  # noqa: S301  # our own bytes
        document = JSONFileLoader().load_file(self._file_path)
        self._pickled = b"" if self._pickled is None else pickle.dumps(document, pickle.HIGHEST_PROTOCOL)
        return document


_documents: dict[str, Any] = {}
"""What the files of botocore's folder hold, by their paths: this process reads each once."""

_services: dict[tuple[str, ...], list[str]] = {}
"""The services of botocore's own folders, by the type of files that is asked for and the folders."""


@wraps(_list_services)
def _list_services_once(loader: Loader, type_name: str) -> list[str]:
    folders = [folder for folder in loader.search_paths if Path(folder).is_dir()]
    if not {_DATA, _RESOURCES}.issuperset(folders):
        return _list_services(loader, type_name)
    key = (type_name, *folders)
    if key not in _services:
        _services[key] = _list_services(loader, type_name)
    return [*_services[key]]
