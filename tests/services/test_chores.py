from __future__ import annotations

import pytest

from moto_customerprofiles.entities.job_kinds import JOB_KINDS, JobKind
from moto_customerprofiles.services.chores import check_job_kinds


def test_kind_of_job_without_an_end_needs_no_driver() -> None:
    check_job_kinds({**JOB_KINDS, "export_job": JobKind((("RUNNING", "DONE"),))})


def test_kind_of_job_whose_end_nobody_brings_about_is_refused() -> None:
    with pytest.raises(ValueError, match="export_job"):
        check_job_kinds({**JOB_KINDS, "export_job": JobKind((("RUNNING", "DONE"),), "the file is written")})


def test_driver_of_a_kind_that_the_table_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="upload_job"):
        check_job_kinds({name: kind for name, kind in JOB_KINDS.items() if name != "upload_job"})
