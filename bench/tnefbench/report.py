"""The figures as Markdown."""
import statistics

from mailbench.table import lines

from .verdict import COUNTS

NOTES = {
    'attachments': 'attachments: every byte',
    'names': 'their names',
    'bodies': 'bodies: what the reader must see',
    'items': 'calendar, task, contact, list, report',
}


def _mark(verdict):
    """right, or what is not."""
    if verdict['right']:
        return 'right'
    wrong = ['%s %d/%d' % (what, *verdict[what]) for what in COUNTS if verdict[what][0] < verdict[what][1]]
    return ', '.join(wrong) or verdict['faults'][0]


def _files_right(verdict):
    return all(verdict[what][0] == verdict[what][1] for what in COUNTS[:3])


def totals(samples):
    """samples: [{'name', 'readable', 'outcome', 'verdicts': {program: verdict}}]."""
    programs = list(samples[0]['verdicts'])
    readable = [s['verdicts'] for s in samples if s['readable']]
    damaged = [s['verdicts'] for s in samples if not s['readable']]
    rows = [[NOTES[what], sum(v[programs[0]][what][1] for v in readable), *(sum(v[p][what][0] for v in readable) for p in programs)] for what in COUNTS]
    rows.append(['readable samples: attachments, names and bodies', len(readable), *(sum(_files_right(v[p]) for v in readable) for p in programs)])
    rows.append(['**readable samples: everything**', '**%d**' % len(readable), *('**%d**' % sum(v[p]['right'] for v in readable) for p in programs)])
    rows.append(['damaged samples: a clean end, and all that can be had', len(damaged), *(sum(v[p]['right'] for v in damaged) for p in programs)])
    return lines(['right', 'of', *programs], rows)


def each(samples):
    programs = list(samples[0]['verdicts'])
    return lines(['sample', 'we say', *programs], [[s['name'], s['outcome'], *(_mark(s['verdicts'][p]) for p in programs)] for s in samples])


def faults(samples):
    """Of the first program, which is ours: in words."""
    ours = next(iter(samples[0]['verdicts']))
    return ['- %s: %s' % (s['name'], f) for s in samples for f in s['verdicts'][ours]['faults']]


def _spread(values, form):
    values = sorted(values)
    text = form % statistics.median(values)
    return text if len(values) == 1 else '%s (%s–%s)' % (text, form % values[0], form % values[-1])


def speed(found):
    """found: {what: {program: figures}}."""
    rows = []
    for what, programs in found.items():
        for name, f in programs.items():
            mark = ' *' if any(r['disturbed'] for r in f['rows']) else ''
            errors = statistics.median(r['errors'] for r in f['rows'])
            rows.append([what, name, f['options'], _spread(f['mb_s'], '%.0f') + mark, _spread(f['mb_cpu_s'], '%.0f'), _spread(f['msg_s'], '%.1f' if what.startswith('one') else '%.0f'),
                         '%g' % errors if errors else '-'])
    return lines(['streams', 'program', 'how', 'MB/s', 'MB / CPU s', 'messages/s', 'refused'], rows)


def large(found):
    return lines(['100 MB in five files', 'seconds', 'peak RSS MB', 'of it not mapped files', 'all five byte for byte'],
                 [[name, _spread([r['wall'] for r in rows], '%.2f'), '%.0f' % max(r['rss_mb'] for r in rows), '%.0f' % max(r['own_mb'] for r in rows),
                   'yes' if all(r['right'] for r in rows) else 'no'] for name, rows in found.items()])


def check(found):
    """found: {message: {'size', 'figures'}}."""
    return lines(['message without TNEF', 'bytes', 'microseconds', 'CPU microseconds'],
                 [[what, f['size'], _spread([1e6 * r['seconds'] for r in f['rows']], '%.0f'), '%.0f' % statistics.median(1e6 * r['cpu'] for r in f['rows'])]
                  for what, f in found.items()])


def markdown(known):
    machine = known['machine']
    out = ['%s cores (%s), %s GB, %s; %s; %s.' % (machine['cores'], machine['cpu'], machine['memory_gb'], machine['system'],
                                                  ', '.join(known['versions'].values()), known['date']), '']
    for key, table in (('samples', totals), ('samples', each), ('speed', speed), ('large', large), ('check', check)):
        if key in known:
            out += [*table(known[key]), '']
    if known.get('left_out'):
        out += ['Left out: ' + '; '.join('%s: %s' % x for x in known['left_out'].items()) + '.', '']
    if ' * |' in '\n'.join(out):
        out += ['\\* Other processes used the CPU meanwhile: measure again before you believe it.', '']
    return '\n'.join(out)
