from odoo import api, models
from odoo.exceptions import ValidationError

from .relationship_reading import READINGS


class RelationshipDashboard(models.AbstractModel):
    """What the dashboard can be filtered by, and what a client may ask for."""

    _inherit = "relationship.dashboard"

    @api.model
    def _get_filters(self):
        """What the dashboard can be filtered by; the hook for other addons.

        :return: list of dicts: ``name``, ``label``, ``options`` (``[value, label]``
            pairs), ``default`` (a value), and ``question`` for a choice that concerns
            one question only
        """
        _ = self.env._
        maps = self.env["relationship.map"]
        return [
            {
                "name": "reading",
                "label": _("Whose connections"),
                "options": self._get_reading_options(),
                "default": "company",
            },
            {
                "name": "team_id",
                "label": _("Sales team"),
                "options": [
                    [False, _("All teams")],
                    *self._get_owners(maps, "team_id"),
                ],
                "default": False,
            },
            {
                "name": "user_id",
                "label": _("Salesperson"),
                "options": [
                    [False, _("All salespeople")],
                    *self._get_owners(maps, "user_id"),
                ],
                "default": False,
            },
            {
                "name": "period",
                "label": _("Period"),
                "options": [
                    ["month", _("Last month")],
                    ["quarter", _("Last quarter")],
                    ["half", _("Last half-year")],
                    ["year", _("Last year")],
                ],
                "default": "year",
            },
            {
                "name": "account_order",
                "question": "accounts",
                "label": _("Order"),
                "options": [
                    ["loss", _("Largest loss first")],
                    ["gain", _("Largest gain first")],
                    ["closeness", _("Least close first")],
                    ["coverage", _("Least covered first")],
                    ["weight", _("Most decision weight first")],
                ],
                "default": "loss",
            },
        ]

    @api.model
    def _get_reading_options(self):
        field = self.env["relationship.stakeholder"]._fields["reading"]
        labels = dict(field._description_selection(self.env))
        return [[reading, labels[reading]] for reading, __ in READINGS]

    @api.model
    def _get_owners(self, maps, field_name):
        """Who is responsible for maps that the user may see, as options."""
        rows = maps._read_group([(field_name, "!=", False)], [field_name])
        # The name only, as a many2one shows it.
        owners = maps[field_name].union(*(owner for (owner,) in rows)).sudo()
        return sorted(
            ([owner.id, owner.display_name] for owner in owners),
            key=lambda option: option[1].casefold(),
        )

    @api.model
    def _read_filters(self, filters=None):
        """The filters that hold, for whoever may read maps.

        :return: values, and definitions as :meth:`_get_filters` returns them
        """
        self.env["relationship.map"].check_access("read")
        definitions = self._get_filters()
        if filters is None:
            return self._get_remembered_filters(definitions), definitions
        return self._check_filters(filters, definitions), definitions

    @api.model
    def _check_filters(self, filters, definitions):
        """Complete the values of filters with defaults, and refuse what is unknown."""
        if not isinstance(filters, dict):
            raise ValidationError(
                self.env._(
                    "The filters of the dashboard are given as names and values."
                )
            )
        unknown = filters.keys() - {definition["name"] for definition in definitions}
        if unknown:
            raise ValidationError(
                self.env._(
                    "The dashboard has no filter “%(name)s”. It can be filtered by: "
                    "%(names)s.",
                    name=min(map(str, unknown)),
                    names=", ".join(definition["name"] for definition in definitions),
                )
            )
        return {
            definition["name"]: self._check_filter(definition, filters)
            for definition in definitions
        }

    def _check_filter(self, definition, filters):
        value = filters.get(definition["name"], definition["default"])
        if not self._is_option(definition, value):
            raise ValidationError(
                self.env._(
                    "“%(value)s” cannot be chosen for “%(filter)s” on the dashboard. "
                    "Choose one of: %(options)s.",
                    value=value,
                    filter=definition["label"],
                    options=", ".join(
                        label for __, label in definition["options"][:10]
                    ),
                )
            )
        return value

    @api.model
    def _get_remembered_filters(self, definitions):
        """What the user chose last, as far as it can still be chosen."""
        settings = self.env.user.res_users_settings_id
        chosen = settings.relationship_dashboard_filters
        chosen = chosen if isinstance(chosen, dict) else {}
        return {
            definition["name"]: value
            if self._is_option(definition, value := chosen.get(definition["name"]))
            else definition["default"]
            for definition in definitions
        }

    def _is_option(self, definition, value):
        # Not "in": True is no 1, and 0 is no False.
        return any(
            value == option and type(value) is type(option)
            for option, __ in definition["options"]
        )
