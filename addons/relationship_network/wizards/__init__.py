from . import (
    relationship_handover,
    relationship_handover_line,
    relationship_alert_snooze,
    relationship_import,
    relationship_import_apply,
    relationship_import_column,
    relationship_import_messages,
    relationship_import_report,
    relationship_import_row,
    relationship_import_tables,
    relationship_import_world,
    relationship_introduction_answer,
    relationship_map_copy,
)
from . import relationship_people_suggestion
