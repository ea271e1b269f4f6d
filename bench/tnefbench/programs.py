"""Runs the programs that are compared, each with the options that favour it."""
import json
import os
import re
import subprocess
import sys
import urllib.parse
from pathlib import Path

from mailbench.needs import SetUpError, find

from . import folders, jdk, loops
from .mimeview import Delivered
from .peer import Extracted
from .samples import SIGNATURE

ROOT = Path(__file__).resolve().parent.parent.parent
LIMIT = 60          # seconds for one stream: longer is a hang
DEPTH = 8           # of messages in messages


def _run(command, limit=LIMIT, **more):
    """(exit code, output); the code is None for one that did not end in time."""
    try:
        done = subprocess.run([str(c) for c in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=limit, **more)
        return done.returncode, done.stdout.decode(errors='replace')
    except subprocess.TimeoutExpired:
        return None, 'no end after %d s' % limit


class Peer:
    """A program that takes files out of a stream; in messages that it gives as streams the bench opens them with it again."""

    def extract(self, stream, folder, charset, depth=0):
        folder.mkdir(parents=True)
        extracted = self._take(stream, folder, charset)
        for number, f in enumerate(extracted.files):
            skip = 0 if f.content.startswith(SIGNATURE) else 16     # behind an interface id that the program left in front
            if depth < DEPTH and f.content[skip:skip + 4] == SIGNATURE:
                extracted.inner[f.sha256] = self.extract(f.content[skip:], folder / ('inner%d' % number), charset, depth + 1)
        return extracted


class File(Delivered):
    def __init__(self, name, content):
        super().__init__(name, content)
        self.content = content


class Tnef(Peer):
    """Debian's tnef: names come as bytes of the sender's code page, each unusual one as %XX."""

    name = 'tnef'
    OPTIONS = ['-K', '--ignore-encode', '--ignore-cruft', '--number-backups', '--save-body=.body', '--body-pref=ALL', '--unix-paths']

    def lacking(self):
        return None if find('tnef') else 'not installed (Debian package tnef)'

    def version(self):
        return 'tnef ' + re.search(r'[\d.]+', _run(['tnef', '--version'])[1]).group()

    def loop(self):
        return loops.TnefProcesses([o for o in self.OPTIONS if o != '--number-backups'] + ['--overwrite'])

    def command(self, file, out):
        return ['tnef', '-f', file, '-C', out, *self.OPTIONS]

    def _take(self, stream, folder, charset):
        (folder / 'in.tnef').write_bytes(stream)
        out = folder / 'out'
        out.mkdir()
        status, said = _run(self.command(folder / 'in.tnef', out))
        end = said if status is None else 'ended by signal %d' % -status if status < 0 else ''
        files, bodies = [], []
        for path in sorted(out.iterdir()):
            content = path.read_bytes()
            if path.name.startswith('.body'):
                bodies.append(content)
            else:
                files.append(File(self._name(os.fsencode(path.name), charset, out), content))
        return Extracted(files, bodies, end)

    @staticmethod
    def _name(raw, charset, folder):
        number = re.fullmatch(rb'(.*)\.\d+', raw, re.DOTALL)
        if number and (Path(os.fsdecode(os.fsencode(folder) + b'/' + number.group(1)))).exists():
            raw = number.group(1)     # the second of that name
        data = urllib.parse.unquote_to_bytes(raw)
        for codec in ('utf-8', charset, 'cp1252'):
            try:
                return data.decode(codec)
            except (UnicodeDecodeError, LookupError):
                pass
        return data.decode('latin-1')


class Poi(Peer):
    """Apache POI's HMEF, by a program of a few lines that asks it for all it has."""

    name = 'POI HMEF'
    OPTIONS = ['-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory']     # else it says on standard output that it cannot log

    def __init__(self, scratch):
        self.scratch, self.class_path = scratch, ''

    def lacking(self):
        """Fetched by Maven, for the bench only."""
        if not find('mvn'):
            return 'no Maven (package maven) to fetch it with'
        jars = ROOT / 'target' / 'bench-poi'
        pom = (jdk.SOURCES / 'pom.xml').read_text()
        wanted = 'poi-scratchpad-%s.jar' % re.search(r'<artifactId>poi-scratchpad</artifactId>\s*<version>(.*?)<', pom).group(1)
        if not (jars / wanted).exists():
            print('fetching Apache POI', file=sys.stderr)
            status, said = _run(['mvn', '-B', '-q', '-f', jdk.SOURCES / 'pom.xml', 'package', '-DoutputDirectory=%s' % jars], limit=300,
                                env={**os.environ, 'JAVA_HOME': str(jdk.programs().parent)})
            if status != 0:
                return 'Maven could not fetch it: ' + said[-500:]
        self.class_path = jdk.compiled('PoiExtract', ':'.join(str(j) for j in sorted(jars.glob('*.jar'))), folders.clear(self.scratch / 'poi-classes'))
        return None

    def version(self):
        return 'Apache POI ' + re.search(r'poi-scratchpad-([\d.]+\d)\.jar', self.class_path).group(1)

    def loop(self):
        return loops.Loop(self.name, self.OPTIONS, 'PoiLoop', jdk.compiled('PoiLoop', self.class_path, self.scratch / 'poi-classes'))

    def command(self, file, out):
        return [jdk.java(), '-Xmx256m', *self.OPTIONS, '-cp', self.class_path, 'PoiExtract', file, out]

    def _take(self, stream, folder, charset):
        (folder / 'in.tnef').write_bytes(stream)
        out = folder / 'out'
        out.mkdir()
        status, said = _run(self.command(folder / 'in.tnef', out))
        end = said if status is None else '' if status in (0, 1) else 'ended with ' + (said.strip().splitlines() or ['status %d' % status])[-1]
        files = [File((out / ('%d.name' % n)).read_bytes().decode(), (out / ('%d.file' % n)).read_bytes())
                 for n in range(len(list(out.glob('*.file'))))]
        return Extracted(files, [b.read_bytes() for b in sorted(out.glob('*.body'))], end)


def charset_of(sample):
    page = ((sample.expect or {}).get('codepage') or {}).get('oem')
    return 'cp%d' % page if page else 'cp1252'


class Caravan:
    """Ours, as a user calls it: one command for the whole folder."""

    name = 'Mail Caravan'

    def __init__(self, command):
        self.command = command

    def convert(self, folder, out, timeout=600):
        """[(entry of the report)], or SetUpError with what it said."""
        done = subprocess.run([*self.command, 'convert', str(folder), '-o', str(out), '--json'], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=timeout)
        try:
            return done.returncode, json.loads(done.stdout)
        except ValueError:
            raise SetUpError('caravan convert ended with %d and no JSON: %s' % (done.returncode, done.stderr.decode(errors='replace')[-1000:]))

