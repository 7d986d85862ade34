from . import presales_role
from . import presales_request
from . import presales_assignment
from . import crm_lead
