"""Reads iCalendar (RFC 5545) and vCard (RFC 6350): components, properties, and local times by the VTIMEZONE that comes with them."""
import datetime
import re

DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']


class Malformed(Exception):
    """Not what the RFC allows."""


class Property:
    def __init__(self, name, params, value):
        self.name, self.params, self.value = name, params, value

    def text(self):
        return re.sub(r'\\(.)', lambda m: '\n' if m.group(1) in 'nN' else m.group(1), self.value)


class Component:
    """A component; of a property that may come once, the first."""

    def __init__(self, name):
        self.name, self.properties, self.components = name, [], []

    def all(self, name):
        return [p for p in self.properties if p.name == name]

    def get(self, name):
        return next(iter(self.all(name)), None)

    def text(self, name):
        found = self.get(name)
        return found.text() if found else None

    def parts(self, name):
        return [c for c in self.components if c.name == name]


LINE = re.compile(r'(?:[\w-]+\.)?([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)', re.DOTALL)
PARAM = re.compile(r';([\w-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')


def parse(text):
    """The first component of the text."""
    stack = [Component('')]
    for line in re.sub(r'\r?\n[ \t]', '', text).splitlines():
        if not line:
            continue
        m = LINE.fullmatch(line)
        if not m:
            raise Malformed('no property: %r' % line)
        name, value = m.group(1).upper(), m.group(3)
        if name == 'BEGIN':
            stack.append(Component(value.upper()))
        elif name == 'END':
            done = stack.pop()
            if done.name != value.upper() or not stack:
                raise Malformed('END:%s ends nothing' % value)
            stack[-1].components.append(done)
        else:
            stack[-1].properties.append(Property(name, {k.upper(): v.strip('"') for k, v in PARAM.findall(m.group(2))}, value))
    if len(stack) != 1 or not stack[0].components or stack[0].properties:
        raise Malformed('components are not closed')
    return stack[0].components[0]


def rule(text):
    """The parts of an RRULE."""
    return dict(part.split('=', 1) for part in text.upper().split(';'))


def _offset(text):
    sign, hours, minutes = re.fullmatch(r'([+-])(\d\d)(\d\d)(?:\d\d)?', text).groups()
    return datetime.timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == '-' else 1)


def _stamp(text):
    return datetime.datetime.strptime(text, '%Y%m%dT%H%M%S')


def _nth_day(year, month, byday):
    number, day = re.fullmatch(r'([+-]?\d)([A-Z]{2})', byday).groups()
    first = datetime.date(year, month, 1)
    days = [first + datetime.timedelta(d) for d in range(31)]
    days = [d for d in days if d.month == month and d.weekday() == DAYS.index(day)]
    return days[int(number) - 1 if int(number) > 0 else int(number)]


def _onsets(observance, year):
    """When the observance begins: local times, up to the year."""
    start = _stamp(observance.text('DTSTART'))
    yield start
    if observance.get('RRULE'):
        r = rule(observance.text('RRULE'))
        for y in (year - 1, year):
            day = _nth_day(y, int(r.get('BYMONTH', start.month)), r['BYDAY']) if 'BYDAY' in r else start.date().replace(year=y)
            onset = datetime.datetime.combine(day, start.time())
            if onset >= start:
                yield onset


def utc(calendar, prop):
    """A DATE-TIME as 2018-12-25T12:00:00Z."""
    if prop.value.endswith('Z'):
        moment = _stamp(prop.value[:-1])
    else:
        zone = next((z for z in calendar.parts('VTIMEZONE') if z.text('TZID') == prop.params.get('TZID')), None)
        if zone is None:
            raise Malformed('%s has no zone: %s' % (prop.name, prop.value))
        local = _stamp(prop.value)
        begun = [(onset, o) for o in zone.parts('STANDARD') + zone.parts('DAYLIGHT') for onset in _onsets(o, local.year) if onset <= local]
        if not begun:
            raise Malformed('VTIMEZONE says nothing of %s' % prop.value)
        moment = local - _offset(max(begun, key=lambda b: b[0])[1].text('TZOFFSETTO'))
    return moment.strftime('%Y-%m-%dT%H:%M:%SZ')
