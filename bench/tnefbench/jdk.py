"""Java for the bench's own small programs."""
import os
import subprocess
from pathlib import Path

from mailbench.needs import SetUpError, find

SOURCES = Path(__file__).resolve().parent / 'java'


def programs():
    """The folder of a JDK's programs."""
    home = os.environ.get('JAVA_HOME')
    if home and (Path(home) / 'bin' / 'javac').exists():
        return Path(home) / 'bin'
    if not find('javac'):
        raise SetUpError('missing: javac (a JDK of 21 or newer): set JAVA_HOME, or install openjdk-21-jdk-headless')
    return Path(os.path.realpath(find('javac'))).parent


def java():
    return programs() / 'java'


def compiled(name, class_path, folder):
    """The class path with the program on it."""
    done = subprocess.run([programs() / 'javac', '-cp', class_path, '-sourcepath', SOURCES, '-d', folder, SOURCES / (name + '.java')],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise SetUpError('%s.java does not compile against %s: %s' % (name, class_path, done.stdout[-1000:]))
    return '%s:%s' % (folder, class_path)
