from . import key_account_plan_xlsx
