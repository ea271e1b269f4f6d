"""Rows of results.jsonl as Markdown: medians, with the least and the greatest in brackets."""
import collections
import json
import statistics

COLUMNS = ['case', 'RTT ms', 'Mbit/s', 'TLS', 'compress', 'peer', 'runs', 'wall s', 'msgs/s', 'MB/s', 'CPU s / 1,000 msgs', 'CPU ms / MB',
           'machine CPU s', 'peak RSS MB', 'no-op wall s', 'no-op CPU s', 'result']


def read(file):
    """(facts, rows); facts are the first line."""
    facts, rows = {}, []
    with open(file) as f:
        for line in f:
            value = json.loads(line)
            if 'peer' in value:
                rows.append(value)
            else:
                facts.update(value)
    return facts, rows


def groups(rows):
    """{(case, rtt, mbit, tls, compress, peer): {'first': [row], 'no-op': [row]}} in the order of the rows."""
    found = collections.OrderedDict()
    for r in rows:
        key = (r['case'], r['rtt'], r['mbit'], r['tls'], r['compress'], r['peer'])
        found.setdefault(key, {}).setdefault(r['pass'], []).append(r)
    return found


def median(rows, field):
    values = [r[field] for r in rows if field in r]
    return statistics.median(values) if values else None


def spread(rows, field, form='%.2f'):
    """Median (least to greatest), or '-'."""
    values = sorted(r[field] for r in rows if field in r)
    if not values:
        return '-'
    text = form % statistics.median(values)
    return text if len(values) == 1 else '%s (%s–%s)' % (text, form % values[0], form % values[-1])


def number(rows, field, form, factor=1.0):
    value = median(rows, field)
    return '-' if value is None else form % (value * factor)


def _rss(rows):
    low = bool(rows) and median(rows, 'rss_mb') <= median(rows, 'rss_least_mb') + 1
    return ('≤ ' if low else '') + number(rows, 'rss_mb', '%.0f')


def verdict(first, again):
    """What the verifier said, each thing once."""
    counts = collections.Counter(r['verdict'] for r in first)
    text = '; '.join(v if len(counts) == 1 else '%s (%d of %d)' % (v, n, len(first)) for v, n in counts.items())
    later = sorted({r['verdict'] for r in again} - set(counts))
    return text + (' / after the no-op: ' + '; '.join(later) if later else '')


def _row(key, passes):
    case, rtt, mbit, tls, compress, peer = key
    first, again = passes.get('first', []), passes.get('no-op', [])
    runs = '%d%s' % (len(first), ' *' if any(r['disturbed'] for r in first + again) else '')
    return [case, '%g' % rtt, '%g' % mbit if mbit else '-', 'yes' if tls else 'no', compress or '-', peer, runs, spread(first, 'wall'),
            number(first, 'msg_s', '%.0f'), number(first, 'mb_s', '%.1f'), number(first, 'cpu_per_1000', '%.3f'),
            number(first, 'cpu_per_mb', '%.2f', 1000), number(first, 'machine_cpu', '%.1f'), _rss(first),
            spread(again, 'wall'), number(again, 'client_cpu', '%.2f'), verdict(first, again)]


def lines(columns, rows):
    out = ['| ' + ' | '.join(columns) + ' |', '|' + ' --- |' * len(columns)]
    return out + ['| ' + ' | '.join(str(x) for x in row) + ' |' for row in rows]


def _warm(found):
    rows = []
    for key, passes in found.items():
        runs = [r['mailbox_s'] for r in passes.get('first', []) if len(r.get('mailbox_s', [])) > 1]
        if runs:
            later = sorted(s for run in runs for s in run[1:])
            rows.append([key[0], '%g' % key[1], key[5], len(runs), '%.2f' % statistics.median(run[0] for run in runs),
                         '%.2f (%.2f–%.2f)' % (statistics.median(later), later[0], later[-1])])
    return lines(['case', 'RTT ms', 'peer', 'runs', 'first mailbox s', 'later mailboxes s'], rows) if rows else []


def markdown(facts, rows):
    """The whole report."""
    found = groups(rows)
    machine, versions = facts.get('machine', {}), facts.get('versions', {})
    out = ['# Results of the bench, %s' % facts.get('date', ''), '',
           '%s cores (%s), %s GB, %s, mail on %s. Servers and copiers share the cores. Columns: bench/README.md.' % (
               machine.get('cores'), machine.get('cpu'), machine.get('memory_gb'), machine.get('system'), facts.get('filesystem')), '']
    out += lines(['what', 'version'], [(k, v or '?') for k, v in versions.items()]) + ['']
    out += lines(COLUMNS, [_row(k, p) for k, p in found.items() if p.get('first')])
    if any(r['disturbed'] for r in rows):
        out += ['', '\\* Other processes used the CPU during these runs: measure again before you believe them.']
    if any(r['peer'] == 'mbsync' for r in rows):
        out += ['', 'mbsync adds a header `X-TUID` to every message; the result is also told without it.']
    if facts.get('left_out'):
        out += ['', 'Left out: ' + '; '.join('%s (%s)' % x for x in facts['left_out'].items()) + '.']
    warm = _warm(found)
    if warm:
        out += ['', '## One mailbox after another', '',
                'caravan: one process, each mailbox from sign-in to its end. floor: the copying alone. Others: a process each.', ''] + warm
    return '\n'.join(out) + '\n'
