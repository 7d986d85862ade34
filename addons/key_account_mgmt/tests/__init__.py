from . import test_key_account
from . import test_member
from . import test_access
from . import test_policy
from . import test_crm_pipeline
from . import test_tier
from . import test_contribution
from . import test_gate
