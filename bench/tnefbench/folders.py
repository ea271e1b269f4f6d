"""Folders for what is written meanwhile."""
import os
import shutil
import tempfile
from pathlib import Path

RAM = '/dev/shm'


def clear(folder):
    """Makes the folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def in_memory():
    """A new folder on a RAM disk, where there is one."""
    return Path(tempfile.mkdtemp(prefix='bench-tnef-', dir=RAM if os.access(RAM, os.W_OK) else None))
