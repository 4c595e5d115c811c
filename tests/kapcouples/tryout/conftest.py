import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def ground():
    """A folder for a database. As root the database is somebody else's process, and the folders of
    `tmp_path` are closed to others again whenever another run of the tests begins."""
    with tempfile.TemporaryDirectory(prefix="kap-ground-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
