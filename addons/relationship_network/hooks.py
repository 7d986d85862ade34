from odoo.tools.sql import create_column

from .models.crm_lead_scoring import SCORING_FIELDS

SCORING_PARAMETER = "crm.pls_fields"


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
        **dict.fromkeys(SCORING_FIELDS, "varchar"),
    }
    for name, column_type in columns.items():
        create_column(env.cr, "crm_lead", name, column_type)


def post_init_hook(env):
    """Let Odoo's predictive lead scoring use what maps say.

    Opportunities without a map are scored as before.
    """
    chosen = _get_scoring_fields(env)
    new = [name for name in SCORING_FIELDS if name not in chosen]
    _set_scoring_fields(env, chosen + new)


def uninstall_hook(env):
    """Take the variables out of the scoring again, and what was counted for them."""
    chosen = _get_scoring_fields(env)
    _set_scoring_fields(env, [name for name in chosen if name not in SCORING_FIELDS])
    env["crm.lead.scoring.frequency"].search(
        [("variable", "in", SCORING_FIELDS)]
    ).unlink()


def _get_scoring_fields(env):
    names = env["ir.config_parameter"].get_param(SCORING_PARAMETER) or ""
    return [name for name in names.split(",") if name]


def _set_scoring_fields(env, names):
    env["ir.config_parameter"].set_param(SCORING_PARAMETER, ",".join(names))
