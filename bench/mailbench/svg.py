"""A small writer of line charts as SVG: no library needed."""
import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 460
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 40, 50
COLOURS = ['#d55e00', '#0072b2', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#555555', '#8b4513']


class Axis:
    """Maps values to pixels."""

    def __init__(self, values, logarithmic, start, end):
        self.logarithmic, self.start, self.end = logarithmic, start, end
        if logarithmic:
            self.low, self.high = math.floor(math.log10(min(values)) * 2) / 2, math.ceil(math.log10(max(values)) * 2) / 2
        else:
            self.low, self.high = 0.0, max(values) * 1.05
        if self.high <= self.low:
            self.high = self.low + 1

    def at(self, value):
        x = math.log10(value) if self.logarithmic else value
        return self.start + (x - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self):
        if self.logarithmic:
            found = [m * 10.0**e for e in range(math.floor(self.low), math.ceil(self.high) + 1) for m in (1, 2, 5)]
            found = [t for t in found if self.low - 1e-9 <= math.log10(t) <= self.high + 1e-9]
            return found if len(found) < 12 else [t for t in found if ('%e' % t)[0] == '1']
        step = 10.0**math.floor(math.log10(self.high))
        for divisor in (10, 5, 4, 2):
            if self.high / (step / divisor) <= 8:
                step /= divisor
                break
        return [i * step for i in range(int(self.high / step + 1e-9) + 1)]


def _text(x, y, text, anchor='middle', extra=''):
    return '<text x="%.1f" y="%.1f" text-anchor="%s" %s>%s</text>' % (x, y, anchor, extra, escape(text))


def _number(value):
    return '{:,.10g}'.format(value)


def chart(title, x_label, y_label, series, log_x=False, log_y=False, guide=None, order=()):
    """series: {name: [(x, y, least, greatest)]}; values above 0 on a logarithmic axis. guide: {name: [(x, y)]}, dashed.
    order: names that have their colour whether drawn or not."""
    points = [p for line in series.values() for p in line]
    xs = Axis([p[0] for p in points], log_x, LEFT, WIDTH - RIGHT)
    ys = Axis([p[i] for p in points for i in (1, 2, 3)], log_y, HEIGHT - BOTTOM, TOP)
    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">' % (WIDTH, HEIGHT),
           '<rect width="100%" height="100%" fill="white"/>', _text((LEFT + WIDTH - RIGHT) / 2, 22, title, extra='font-size="15"'),
           _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, x_label),
           _text(18, HEIGHT / 2, y_label, extra='transform="rotate(-90 18 %d)"' % (HEIGHT / 2))]
    for t in xs.ticks():
        out += ['<line x1="%.1f" x2="%.1f" y1="%d" y2="%d" stroke="#e4e4e4"/>' % (xs.at(t), xs.at(t), TOP, HEIGHT - BOTTOM),
                _text(xs.at(t), HEIGHT - BOTTOM + 16, _number(t))]
    for t in ys.ticks():
        out += ['<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#e4e4e4"/>' % (LEFT, WIDTH - RIGHT, ys.at(t), ys.at(t)),
                _text(LEFT - 6, ys.at(t) + 4, _number(t), 'end')]
    out.append('<rect x="%d" y="%d" width="%d" height="%d" fill="none" stroke="#999"/>' % (LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM))
    out.append('<clipPath id="c"><rect x="%d" y="%d" width="%d" height="%d"/></clipPath>' % (LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM))
    row = TOP + 8
    for name, line in (guide or {}).items():
        out.append('<polyline clip-path="url(#c)" fill="none" stroke="#999" stroke-dasharray="5 4" points="%s"/>' % _path(xs, ys, line))
        out += _legend(row, name, '#999', 'stroke-dasharray="5 4"')
        row += 18
    names = list(order) + [n for n in series if n not in order]
    for name, line in sorted(series.items(), key=lambda x: names.index(x[0])):
        colour = COLOURS[names.index(name) % len(COLOURS)]
        out.append('<polyline fill="none" stroke="%s" stroke-width="2" points="%s"/>' % (colour, _path(xs, ys, line)))
        for x, y, low, high in line:
            out.append('<line x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f" stroke="%s"/>' % (xs.at(x), xs.at(x), ys.at(low), ys.at(high), colour))
            out.append('<circle cx="%.1f" cy="%.1f" r="3.2" fill="%s"><title>%s</title></circle>' % (
                xs.at(x), ys.at(y), colour, escape('%s: %s, %s' % (name, _number(x), _number(y)))))
        out += _legend(row, name, colour)
        row += 18
    return '\n'.join(out + ['</svg>']) + '\n'


def _path(xs, ys, line):
    return ' '.join('%.1f,%.1f' % (xs.at(p[0]), ys.at(p[1])) for p in line)


def _legend(y, name, colour, extra=''):
    x = WIDTH - RIGHT + 10
    return ['<line x1="%d" x2="%d" y1="%d" y2="%d" stroke="%s" stroke-width="2" %s/>' % (x, x + 18, y, y, colour, extra),
            _text(x + 24, y + 4, name, 'start')]
