from . import relationship_map_xlsx
