"""The plots of a run: wall time against RTT, one a case, and against the size of the mailbox."""
from pathlib import Path

from .peers import PEERS
from .svg import chart
from .table import groups, median


def _points(found, wanted, x):
    """{peer: [(x, median, least, greatest)]} of the first passes that came to their end."""
    series = {}
    for key, passes in found.items():
        rows = [r for r in passes.get('first', []) if not r['timed_out']]
        if rows and wanted(key):
            walls = [r['wall'] for r in rows]
            series.setdefault(key[5], []).append((x(rows[0]), median(rows, 'wall'), min(walls), max(walls)))
    return {peer: sorted(line) for peer, line in series.items()}


def _abscissae(series):
    return {p[0] for line in series.values() for p in line}


def draw(rows, folder):
    """Writes what can be drawn from these rows; the files written."""
    found, written = groups(rows), []
    plain = sorted({key[:1] + key[2:5] for key in found})
    for case, mbit, tls, compress in plain:
        series = _points(found, lambda k: (k[0],) + k[2:5] == (case, mbit, tls, compress), lambda r: r['rtt'])
        if len(_abscissae(series)) > 1:
            suffix = ('-%gmbit' % mbit if mbit else '') + ('-tls' if tls else '') + ('-compress-' + compress if compress else '')
            what = 'Case %s%s%s%s' % (case, ', %g Mbit/s' % mbit if mbit else '', ', TLS' if tls else '', ', compress ' + compress if compress else '')
            written.append(_write(folder, 'rtt-%s%s.svg' % (case, suffix),
                                  chart(what + ': wall time against round trip', 'round trip, ms', 'wall time, s', series, log_y=True, order=PEERS)))
    for rtt in sorted({key[1] for key in found}):
        series = _points(found, lambda k: k[0].startswith('N') and k[1:5] == (rtt, 0, False, ''), lambda r: r['msgs'])
        sizes = _abscissae(series)
        if len(sizes) > 1:
            title = 'Small messages, RTT %g ms: wall time against size of the mailbox' % rtt
            labels = ('messages in the mailbox', 'wall time, s')
            lowest = min(p for line in series.values() for p in line)
            guide = {'proportional': [(x, lowest[1] * x / lowest[0]) for x in (min(sizes), max(sizes))]}
            # linear growth is a straight line on the one, and small mailboxes can be read on the other
            written.append(_write(folder, 'size-rtt%g.svg' % rtt, chart(title, *labels, series, order=PEERS)))
            written.append(_write(folder, 'size-rtt%g-log.svg' % rtt, chart(title, *labels, series, log_x=True, log_y=True, guide=guide, order=PEERS)))
    return written


def _write(folder, name, text):
    file = Path(folder) / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file
