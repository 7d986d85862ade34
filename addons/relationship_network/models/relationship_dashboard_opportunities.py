from odoo import models
from odoo.fields import Domain

from .relationship_dashboard_values import number_or_none

# Fewer closed opportunities than this say nothing.
MIN_CASES = 5


class RelationshipDashboard(models.AbstractModel):
    """Do we know the support along each decision chain, and does it win deals?"""

    _inherit = "relationship.dashboard"

    def _get_opportunities(self, filters, limit=None):
        """The third question; see :meth:`_get_questions`."""
        _ = self.env._
        map_domain = self._get_map_domain(filters) & self._get_reading(filters)
        map_domain &= Domain("active", "=", True) & Domain("lead_id", "!=", False)
        chains = self.env["relationship.map"].search(map_domain)
        domain = self._get_open_leads(map_domain)
        # Whoever sees a chain needs no second look at the rights for it.
        leads = self.env["crm.lead"].search(
            self._get_open_leads([("id", "in", chains.ids)], "any!")
        )
        maps = chains.filtered_domain([("lead_id", "in", leads.ids)])
        ((closeness,),) = maps._read_group(
            [("id", "in", maps.ids)], [], ["closeness:avg"]
        )
        action = self._lead_action(_("Open Opportunities"), domain)
        return {
            "name": "opportunities",
            "title": _(
                "Do we know the support along each decision chain, and can we raise "
                "the win rate with it?"
            ),
            "figures": [
                self._figure(
                    "closeness",
                    _("Closeness of open decision chains"),
                    closeness,
                    "signed_percent",
                    **self._get_mean_change(maps, filters),
                    help=_(
                        "Mean of the levels of everybody on the decision chains, "
                        "weighted by their weight: −200 % to +200 %."
                    ),
                    action=self._list_action(
                        _("Open Decision Chains"),
                        "relationship.map",
                        map_domain & Domain("lead_id", "any", domain),
                    ),
                ),
                *self._get_lead_figures(leads, chains, domain, map_domain),
            ],
            "trend": self._get_closeness_trend(maps, filters, closeness),
            "bars": self._get_win_rates(chains, map_domain, filters),
            "lists": [self._get_lead_list(leads, limit, action)],
        }

    def _get_open_leads(self, map_domain, operator="any"):
        """Open opportunities with a decision chain of a domain."""
        return (
            Domain("type", "=", "opportunity")
            & Domain("won_status", "=", "pending")
            & Domain("relationship_map_ids", operator, map_domain)
        )

    def _get_lead_figures(self, leads, chains, domain, map_domain):
        _ = self.env._
        totals = {
            status: (count, revenue)
            for status, count, revenue in leads._read_group(
                [("id", "in", leads.ids)],
                ["relationship_status"],
                ["__count", "expected_revenue:sum_currency"],
            )
        }
        count = len(leads)
        supporter = Domain("is_decider", "=", True) & Domain("level", "in", ["1", "2"])
        supported = Domain("stakeholder_ids", "any", supporter)
        won_over = leads.search_count(
            Domain("id", "in", leads.ids)
            & Domain(
                "relationship_map_ids",
                "any!",
                Domain("id", "in", chains.ids) & supported,
            )
        )
        with_decider = domain & Domain(
            "relationship_map_ids", "any", map_domain & supported
        )
        red = domain & Domain("relationship_status", "=", "red")
        red_count, red_revenue = totals.get("red", (0, 0.0))
        return [
            self._figure(
                "opportunities",
                _("Open deals"),
                count,
                help=_("Open opportunities with a decision chain."),
                action=self._lead_action(_("Open Opportunities"), domain),
            ),
            self._figure(
                "decider_share",
                _("Decider for us"),
                100.0 * won_over / count if count else None,
                "percent",
                count=won_over,
                note=_("%(count)s of %(total)s", count=won_over, total=count),
                help=_("Open opportunities where somebody who decides supports us."),
                action=self._lead_action(
                    _("Opportunities With a Decider for Us"), with_decider
                ),
            ),
            self._figure(
                "red_revenue",
                _("On red chains"),
                red_revenue or 0.0,
                "amount",
                count=red_count,
                tone="danger" if red_revenue else False,
                help=_("Expected revenue of open opportunities whose chain is red."),
                action=self._lead_action(_("Opportunities on Red Chains"), red),
            ),
        ]

    def _get_lead_list(self, leads, limit, action):
        _ = self.env._
        leads = leads.search_fetch(
            [("id", "in", leads.ids)],
            [
                "name",
                "expected_revenue",
                "company_currency",
                "closeness",
                "relationship_status",
                "probability",
            ],
            limit=limit,
            order="expected_revenue DESC, id",
        )
        return self._list(
            "opportunities",
            _("Open Opportunities"),
            [
                ("name", _("Opportunity"), "text"),
                ("revenue", _("Revenue"), "amount"),
                ("closeness", _("Closeness"), "signed_percent"),
                ("probability", _("Probability"), "percent"),
                ("status", _("Status"), "status"),
            ],
            [
                {
                    "id": lead.id,
                    "name": lead.name,
                    "revenue": lead.expected_revenue,
                    "currency_id": lead.company_currency.id,
                    "closeness": number_or_none(lead.closeness),
                    "probability": lead.probability,
                    "status": lead.relationship_status,
                    "target": ["crm.lead", lead.id],
                }
                for lead in leads
            ],
            sheet=_("Opportunities"),
            empty=_("No open opportunity with a decision chain fits these filters."),
            action=action,
        )

    # ----------------------------------------------------------------- win rate

    def _get_win_rates(self, chains, map_domain, filters):
        """How many of the opportunities closed in the period were won, by closeness."""
        _ = self.env._
        date_from, __ = self._get_period(filters)
        domain = (
            Domain("type", "=", "opportunity")
            & Domain("active", "in", [True, False])
            & Domain("won_status", "in", ["won", "lost"])
            & Domain("date_closed", ">=", date_from)
        )
        peopled = Domain("stakeholder_count", ">", 0)
        cases = self._count_closed(
            domain
            & Domain(
                "relationship_map_ids",
                "any!",
                Domain("id", "in", chains.ids) & peopled,
            )
        )
        domain &= Domain("relationship_map_ids", "any", map_domain & peopled)
        field = self.env["crm.lead"]._fields["closeness_band"]
        return self._bars(
            "win_rate",
            _("Win rate by closeness"),
            [
                self._get_win_rate(band, label, cases, domain)
                for band, label in field._description_selection(self.env)
            ],
        )

    def _get_win_rate(self, band, label, cases, domain):
        _ = self.env._
        won = cases.get((band, "won"), 0)
        count = won + cases.get((band, "lost"), 0)
        rate = won / count if count >= MIN_CASES else None
        if rate is None:
            note = _("too few cases (%(count)s)", count=count)
        else:
            note = _("%(count)s cases", count=count)
        return self._figure(
            band,
            label,
            None if rate is None else 100.0 * rate,
            "percent",
            share=rate,
            tone="neutral",
            count=count,
            note=note,
            action=self._lead_action(
                _("Closed Opportunities: %(band)s", band=label),
                domain & Domain("closeness_band", "=", band),
            ),
        )

    def _count_closed(self, domain):
        """Number of closed opportunities: ``{(band, won_status): count}``."""
        rows = (
            self.env["crm.lead"]
            .with_context(active_test=False)
            ._read_group(domain, ["closeness_band", "won_status"], ["__count"])
        )
        return {(band, status): count for band, status, count in rows}

    def _lead_action(self, name, domain):
        action = self._list_action(name, "crm.lead", domain)
        form = self.env.ref("crm.crm_lead_view_form").id
        tree = self.env.ref("crm.crm_case_tree_view_oppor").id
        search = self.env.ref("crm.view_crm_case_opportunities_filter").id
        action.update(
            views=[[tree, "list"], [form, "form"]], search_view_id=[search, "search"]
        )
        return action
