from . import presales_center_potential
from . import presales_center_skill
from . import presales_product_gap_report
from . import crm_credit_report
