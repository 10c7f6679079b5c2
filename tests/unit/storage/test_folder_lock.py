from pathlib import Path

import pytest

from embedded_hub.errors import ConfigError
from embedded_hub.storage.folder_lock import FolderLock


def test_second_hub_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    with pytest.raises(ConfigError, match="Another hub"):
        FolderLock(tmp_path)
    lock.close()


def test_folder_is_free_again_after_closing(tmp_path: Path) -> None:
    FolderLock(tmp_path).close()
    FolderLock(tmp_path).close()
