from . import test_assignment
from . import test_candidates_tool
from . import test_dispatch
from . import test_load_tool
from . import test_request
from . import test_worth_tool
from . import test_concurrency
