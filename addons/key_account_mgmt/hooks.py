def post_init_hook(env):
    """Give each company its tiers, and each opportunity its own."""
    env["res.company"].search([])._create_default_tiers()
