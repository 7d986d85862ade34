from . import presales_assignment_decline
from . import presales_queue_jump
from . import crm_stage_handover_ask
from . import crm_commitment_refuse
from . import crm_commitment_override
from . import presales_effort_log
