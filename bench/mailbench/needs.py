"""What the bench needs of this machine, and which Debian package has it."""
import os
import shutil
import subprocess
import tempfile


class SetUpError(Exception):
    """Something the bench needs is not there or not usable: told in one or more lines, exit code 2."""


DOVECOT_LIBRARY = '/usr/lib/dovecot'


def find(program):
    """The program's path, also where a plain user's PATH leaves out sbin."""
    return shutil.which(program) or shutil.which(program, path='/usr/sbin:/sbin:/usr/local/sbin')


def _dovecot_imap():
    """Dovecot with its IMAP part: the core alone starts, and then says that the protocol is unknown."""
    return find('dovecot') and (not os.path.isdir(DOVECOT_LIBRARY) or os.path.exists(DOVECOT_LIBRARY + '/imap'))


def compiler():
    """gcc with the headers of the C library: without them it is there and compiles nothing."""
    if not find('gcc'):
        return False
    with tempfile.TemporaryDirectory() as folder:
        test = subprocess.run(['gcc', '-x', 'c', '-o', folder + '/a', '-'], input=b'#include <stdio.h>\nint main(void) { return 0; }\n',
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return test.returncode == 0


# (what, is it there, Debian packages, what for)
REQUIRED = [
    ('dovecot with imap', _dovecot_imap, 'dovecot-imapd', 'the source and the destination'),
    ('doveadm', lambda: find('doveadm'), 'dovecot-core', 'stops the servers; the peers dsync_pull'),
    ('gcc with C headers', compiler, 'gcc libc6-dev', 'builds the latency proxy'),
    ('openssl', lambda: find('openssl'), 'openssl', "makes the servers' certificate"),
]


def zlib_plugin():
    """Whether this Dovecot can offer COMPRESS=DEFLATE."""
    modules = os.path.join(DOVECOT_LIBRARY, 'modules')
    return not os.path.isdir(modules) or any('imap_zlib' in name for name in os.listdir(modules))


def missing():
    """Lines that name what is required and not there, the last one a command that installs it; empty when all is there."""
    lines, packages = [], []
    if not os.path.exists('/proc/stat'):
        return ['/proc is not there: the bench reads CPU use from it and runs on Linux only']
    for what, there, package, why in REQUIRED:
        if not there():
            lines.append('missing: %s (Debian package %s): %s' % (what, package, why))
            packages += [p for p in package.split() if p not in packages]
    if packages:
        lines.append('install with:  apt-get install ' + ' '.join(packages))
    return lines


def require():
    lines = missing()
    if lines:
        raise SetUpError('\n'.join(lines))
