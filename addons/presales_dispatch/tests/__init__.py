from . import test_assignment
from . import test_board
from . import test_candidates_tool
from . import test_concurrency
from . import test_dispatch
from . import test_dispatch_tour
from . import test_js
from . import test_load_tool
from . import test_outcome
from . import test_request
from . import test_worth_tool
<<<<<<< HEAD
=======
from . import test_concurrency
from . import test_responsibility
from . import test_credit
from . import test_commitment
>>>>>>> 633f080 ([ADD] presales_dispatch: one accountable person per stage, credits, commitments)
