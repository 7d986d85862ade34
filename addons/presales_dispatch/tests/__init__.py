from . import test_dispatch
from . import test_load_tool
from . import test_request
from . import test_worth_tool
