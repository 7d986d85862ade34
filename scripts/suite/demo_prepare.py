# Runs in Odoo's shell on the demo database: builds the web client's bundles, so that
# the first page opens at once, and tells which users have their login as password.
# ruff: noqa: F821 (env comes from the shell)
import json

env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()

env.cr.execute("SELECT id, password FROM res_users WHERE password IS NOT NULL")
passwords = dict(env.cr.fetchall())
users = env["res.users"].search([("id", "in", list(passwords))], order="id")
crypt = env["res.users"]._crypt_context()
logins = [
    f"{user.login:<12} {user.name}"
    for user in users
    if crypt.verify(user.login, passwords[user.id])
]
print("logins=" + json.dumps(logins))
