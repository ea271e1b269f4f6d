"""What a result was measured on."""
import os
import platform
import subprocess
from pathlib import Path

from .needs import find
from .peers.output import first_line

ROOT = Path(__file__).resolve().parent.parent.parent


def _value(file, key):
    try:
        for line in Path(file).read_text().splitlines():
            name, _, value = line.replace('=', ':', 1).partition(':')
            if name.strip() == key:
                return value.strip().strip('"')
    except OSError:
        pass
    return ''


def commit():
    """The checkout's commit, with -dirty where files differ from it; '' outside a checkout."""
    done = subprocess.run(['git', '-C', str(ROOT), 'describe', '--always', '--dirty', '--exclude=*'], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) if find('git') else None
    return done.stdout.strip() if done and done.returncode == 0 else ''


def machine():
    return {
        'cpu': _value('/proc/cpuinfo', 'model name') or platform.machine(),
        'cores': len(os.sched_getaffinity(0)),
        'memory_gb': round(os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30, 1),
        'system': _value('/etc/os-release', 'PRETTY_NAME') or platform.system(),
        'kernel': platform.release(),
        'load': os.getloadavg()[0],
    }


def versions(peers):
    found = {'dovecot': first_line([find('dovecot'), '--version']), 'commit': commit()}
    return {**found, **{p.name: p.version() for p in peers}}
