"""Messages that only a look at every byte tells apart, beside ones that are alike to the last byte.

A sibling has the Message-ID, the INTERNALDATE and the size of another message, and differs from it in a few bytes: one mail that
was delivered to two addresses in the same second (only Delivered-To differs), or one letter of the body.
"""
from ..message import respelled

EQUAL, SETS = 3, 25                # further copies of each; of how many messages of each sort
ADDRESSES = b'info@example.org', b'shop@example.org', b'mail@example.org'


def delivered(body, number):
    """The message as it came to the address with this number."""
    return b'Delivered-To: ' + ADDRESSES[number % len(ADDRESSES)] + b'\r\n' + body


def sets(bodies, random):
    """For each of the first messages: what is to be appended beside it, as (body, flags), in an order of its own.

    Siblings have flags of their own, so that one taken for another shows even where as many arrive as should.
    """
    for number, body in enumerate(bodies[:SETS]):
        found = [(body, b'')] * EQUAL
        found += [(delivered(body, n), flags) for n, flags in ((0, b'\\Seen'), (1, b'\\Flagged'), (2, b''), (0, b'\\Seen'))]
        if number % 2:
            found += [(respelled(body, n), flags) for n, flags in ((1, b'\\Answered'), (2, b''), (2, b''))]
        random.shuffle(found)
        yield found
