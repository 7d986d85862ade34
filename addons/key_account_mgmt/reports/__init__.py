from . import key_account_whitespace
from . import key_account_coverage
from . import key_account_workload
from . import key_account_plan_xlsx
from . import crm_process_report
