from . import crm_lead_tier_override
from . import crm_tier_boundaries
from . import crm_lead_gate_override
from . import crm_stage_template_apply
from . import key_account_class_override
from . import mail_activity_schedule
from . import key_account_plan_compare
from . import key_account_handover
