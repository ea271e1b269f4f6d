"""The verifier's results of all mailboxes of a pass as one line, and the figures that follow from what arrived."""
import collections

COUNTED = ('missing', 'altered', 'duplicate', 'foreign', 'flags', 'dates', 'folders_missing', 'folders_extra', 'unread')


def _sum(results):
    total = collections.Counter()
    for result in results:
        total.update({k: v for k, v in result.items() if k in COUNTED + ('src', 'dst')})
    return total


def _line(total):
    return ' '.join('%s %d' % (k, total[k]) for k in COUNTED if total[k]) or 'EQUAL'


def judge(row, results, stripped, header):
    """Adds arrived, equal, verdict and rates to the row. stripped: the same compared without the header, empty where not needed."""
    total = _sum(results)
    text = _line(total)
    row['equal'] = text == 'EQUAL'
    if stripped:
        text += '; without %s: %s' % (header, _line(_sum(stripped)))
    row['arrived'] = total['dst']
    if row['timed_out']:
        text = 'STOPPED at the time limit with %d of %d' % (total['dst'], row['msgs'])
        row['equal'] = False
    elif row['failed']:
        text += ' (%d process(es) exited non-zero)' % row['failed']
    row['verdict'] = text
    if row['pass'] == 'first' and row['wall'] > 0:
        moved = min(total['dst'], row['msgs'])
        megabytes = row['bytes'] / 1e6 * moved / max(1, row['msgs'])
        row['msg_s'] = round(moved / row['wall'], 1)
        row['mb_s'] = round(megabytes / row['wall'], 1)
        if moved:
            row['cpu_per_1000'] = round(row['client_cpu'] * 1000 / moved, 4)
            row['cpu_per_mb'] = round(row['client_cpu'] / megabytes, 5)
