"""The copiers that are measured. A new one is a module here with a subclass of Peer, named in the list below."""
from .base import Job, Peer
from .caravan import Caravan, CaravanBefore
from .dsync import DsyncPull, DsyncPullTuned
from .floor import Floor, FloorOne
from .imapsync import Imapsync, ImapsyncTuned
from .mbsync import Mbsync

PEERS = {p.name: p for p in (Floor, FloorOne, Mbsync, DsyncPull, DsyncPullTuned, Imapsync, ImapsyncTuned, Caravan, CaravanBefore)}

__all__ = ['PEERS', 'Job', 'Peer']
