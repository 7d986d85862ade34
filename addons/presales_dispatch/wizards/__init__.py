from . import presales_assignment_decline
from . import presales_queue_jump
