"""Whether calendar, task, contact, list and report parts say what the manifest says of the item."""
import datetime

from . import ical, text

METHODS = {'IPM.SCHEDULE.MEETING.REQUEST': 'REQUEST', 'IPM.SCHEDULE.MEETING.CANCELED': 'CANCEL', 'IPM.SCHEDULE.MEETING.RESP.POS': 'REPLY',
           'IPM.SCHEDULE.MEETING.RESP.NEG': 'REPLY', 'IPM.SCHEDULE.MEETING.RESP.TENT': 'REPLY'}
BITS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
STATUS = {0: 'NEEDS-ACTION', 1: 'IN-PROCESS', 2: 'COMPLETED'}


def check(item, message_class, view):
    """What is wrong, in words; nothing if all is right."""
    faults = []
    try:
        CHECKS[item['kind']](item, (message_class or '').upper(), view, faults)
    except (ical.Malformed, ValueError, AttributeError, KeyError, IndexError) as e:
        faults.append('%s: %s' % (item['kind'], e))
    return faults


def _same(faults, what, wanted, found):
    if wanted is not None and found != wanted:
        faults.append('%s is %r, not %r' % (what, found, wanted))


def _calendar(view, component, faults):
    if len(view.calendars) != 1:
        raise ical.Malformed('%d text/calendar parts' % len(view.calendars))
    part, source = view.calendars[0]
    calendar = ical.parse(source)
    _same(faults, 'calendar', 'VCALENDAR', calendar.name)
    _same(faults, 'VERSION', '2.0', calendar.text('VERSION'))
    if not calendar.get('PRODID'):
        faults.append('no PRODID')
    if calendar.get('METHOD'):
        _same(faults, 'method of the part', calendar.text('METHOD'), (part.get_param('method') or '').upper())
    found = calendar.parts(component)
    if not found:
        raise ical.Malformed('no ' + component)
    for name in ('UID', 'DTSTAMP'):
        if not found[0].get(name):
            faults.append('no ' + name)
    return calendar, found[0]


def _event(item, message_class, view, faults):
    calendar, event = _calendar(view, 'VEVENT', faults)
    _same(faults, 'METHOD', item.get('method', METHODS.get(message_class)), calendar.text('METHOD'))
    for name, key in (('UID', 'uid'), ('SUMMARY', 'summary'), ('LOCATION', 'location')):
        _same(faults, name, item.get(key), event.text(name))
    for name, key in (('DTSTART', 'start_utc'), ('DTEND', 'end_utc')):
        if item['all_day']:
            _day(faults, name, item[key], event.get(name))
        else:
            _same(faults, name, item[key], ical.utc(calendar, event.get(name)))
    if item.get('busy_status') == 0:
        _same(faults, 'TRANSP', 'TRANSPARENT', event.text('TRANSP'))
    _people(item, event, faults)
    _recurrence(item, event, faults)
    _alarm(item, calendar, event, faults)
    categories = [c for p in event.all('CATEGORIES') for c in p.text().split(',')]
    faults += ['no category %s' % k for k in item.get('keywords', []) if k not in categories]


def _day(faults, name, utc, prop):
    """A day begins at midnight of its own zone, 12 hours east to 14 west of UTC."""
    moment = datetime.datetime.strptime(utc, '%Y-%m-%dT%H:%M:%SZ')
    days = {(moment + datetime.timedelta(minutes=m)).strftime('%Y%m%d') for m in range(-12 * 60, 14 * 60 + 1, 15)
            if (moment + datetime.timedelta(minutes=m)).strftime('%H%M') == '0000'}
    if prop.params.get('VALUE') != 'DATE' or prop.value not in days:
        faults.append('%s is %s, not the day %s' % (name, prop.value, ' or '.join(sorted(days))))


def _address(prop):
    return prop.value[len('mailto:'):].lower() if prop and prop.value.lower().startswith('mailto:') else ''


def _people(item, event, faults):
    organizer, attendees = event.get('ORGANIZER'), {_address(a): a for a in event.all('ATTENDEE')}
    if '@' in item.get('organizer_email', ''):
        _same(faults, 'ORGANIZER', item['organizer_email'].lower(), _address(organizer))
    if item.get('organizer_name') and (organizer or '@' in item.get('organizer_email', '')):
        _same(faults, "the organizer's name", item['organizer_name'], organizer and organizer.params.get('CN'))
    wanted = [a.strip() for a in item.get('to_attendees', '').split(';')] + [item.get('attendee_email', '')]
    faults += ['no attendee ' + a for a in wanted if a and a.lower() not in attendees]
    if 'partstat' in item:
        _same(faults, 'number of attendees', 1, len(attendees))
        _same(faults, 'PARTSTAT', item['partstat'], next(iter(attendees.values())).params.get('PARTSTAT'))
        _same(faults, "the attendee's name", item.get('attendee_name'), next(iter(attendees.values())).params.get('CN'))


def _recurrence(item, event, faults):
    wanted, prop = item.get('recurrence') if item.get('recurring') else None, event.get('RRULE')
    if not item.get('recurring') or not prop:
        _same(faults, 'recurring', bool(item.get('recurring')), bool(prop))
        return
    found = ical.rule(prop.value)
    _same(faults, 'FREQ', wanted['freq'], found.get('FREQ'))
    period = wanted['period'] // 12 if wanted['freq'] == 'YEARLY' else wanted['period']
    _same(faults, 'INTERVAL', period, int(found.get('INTERVAL', 1)))
    if wanted.get('days_bitmask'):
        days = {d for bit, d in enumerate(BITS) if wanted['days_bitmask'] >> bit & 1}
        _same(faults, 'BYDAY', days, set(found.get('BYDAY', '').split(',')))
    if wanted['end_type'] == 'never':
        _same(faults, 'the end', set(), {'COUNT', 'UNTIL'} & set(found))
    if not item['all_day'] and not event.get('DTSTART').params.get('TZID'):
        faults.append('it recurs without a time zone')


def _alarm(item, calendar, component, faults):
    alarms = component.parts('VALARM')
    if 'reminder_set' in item:
        _same(faults, 'reminder', item['reminder_set'], bool(alarms))
    if not alarms or not item.get('reminder_set', True):
        return
    trigger = alarms[0].get('TRIGGER')
    if item.get('reminder_utc'):
        _same(faults, 'TRIGGER', item['reminder_utc'], ical.utc(calendar, trigger))
    elif isinstance(item.get('reminder_minutes'), int):
        minutes = item['reminder_minutes']
        _same(faults, 'TRIGGER', True, trigger.value in ('-PT%dM' % minutes, '-PT%dH' % (minutes // 60) if minutes % 60 == 0 else ''))


def _task(item, message_class, view, faults):
    calendar, todo = _calendar(view, 'VTODO', faults)
    _same(faults, 'SUMMARY', item.get('summary'), todo.text('SUMMARY'))
    for name, key in (('DTSTART', 'start_date'), ('DUE', 'due_date')):
        if key in item:
            prop = todo.get(name)
            _same(faults, name, ('DATE', item[key].replace('-', '')), prop and (prop.params.get('VALUE'), prop.value))
    if 'percent_complete' in item:
        _same(faults, 'PERCENT-COMPLETE', str(item['percent_complete']), todo.text('PERCENT-COMPLETE'))
    if todo.get('STATUS') or item.get('status'):
        _same(faults, 'STATUS', STATUS.get(item.get('status')), todo.text('STATUS'))
    _alarm(item, calendar, todo, faults)


def _card(view):
    if len(view.cards) != 1:
        raise ical.Malformed('%d text/vcard parts' % len(view.cards))
    card = ical.parse(view.cards[0][1])
    if card.name != 'VCARD' or card.text('VERSION') != '4.0' or not card.get('FN'):
        raise ical.Malformed('not a vCard 4.0')
    return card


def _contact(item, message_class, view, faults):
    card = _card(view)
    _same(faults, 'FN', item.get('display_name'), card.text('FN'))
    for name, keys in (('N', ('surname', 'given')), ('ORG', ('company',)), ('TITLE', ('title',)), ('TEL', ('business_phone', 'mobile')),
                       ('EMAIL', ('email1',)), ('ADR', ('work_street', 'work_city', 'work_postcode', 'work_country'))):
        found = [v for p in card.all(name) for v in p.text().replace('tel:', '').split(';')]
        plain = [f.replace(' ', '').replace('-', '') for f in found]
        faults += ['%s without %s' % (name, item[k]) for k in keys if k in item and item[k] not in found and item[k].replace(' ', '') not in plain]


def _list(item, message_class, view, faults):
    card = _card(view)
    _same(faults, 'KIND', 'group', (card.text('KIND') or '').lower())
    _same(faults, 'FN', item['name'], card.text('FN'))
    _same(faults, 'number of members', item['members'], len(card.all('MEMBER')))
    members = ' '.join(p.value for p in card.all('MEMBER'))
    seen = text.collapse(' '.join(view.alternatives()) + ' ' + view.cards[0][1])
    faults += ['no member ' + m['email'] for m in item['first_members'] if m['email'] not in members and m['email'] not in seen]


def _report(item, message_class, view, faults):
    kind = 'disposition-notification' if item['report'].endswith('read-receipt') else 'delivery-status'
    _same(faults, 'Content-Type', 'multipart/report', view.message.get_content_type())
    _same(faults, 'report-type', kind, view.message.get_param('report-type'))
    if 'message/' + kind not in view.types:
        faults.append('no message/' + kind)


CHECKS = {'calendar': _event, 'task': _task, 'contact': _contact, 'distribution-list': _list, 'report': _report}
