from . import relationship_map_xlsx
from . import relationship_handover_xlsx
from . import relationship_closeness_xlsx
from . import relationship_dashboard_xlsx
