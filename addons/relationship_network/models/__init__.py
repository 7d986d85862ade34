from . import (
    crm_lead,
    relationship_closeness_mixin,
    relationship_department,
    relationship_level_change,
    relationship_link,
    relationship_link_type,
    relationship_map,
    relationship_map_data,
    relationship_role,
    relationship_stakeholder,
    relationship_stakeholder_key,
    res_partner,
)
