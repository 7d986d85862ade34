from . import presales_center_potential
from . import presales_center_skill
from . import presales_product_gap_report
from . import crm_credit_report
from . import presales_effort
from . import presales_budget_entry
from . import presales_cost_report
