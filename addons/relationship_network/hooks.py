from odoo.tools.sql import create_column


def pre_init_hook(env):
    """Create the stored columns of opportunities empty.

    No map exists yet, so computing them for every opportunity of a live database
    would take long and change nothing.
    """
    columns = {
        "relationship_map_id": "int4",
        "closeness": "numeric",
        "relationship_coverage": "numeric",
        "relationship_status": "varchar",
    }
    for name, column_type in columns.items():
        create_column(env.cr, "crm_lead", name, column_type)
