from . import relationship_map_copy
