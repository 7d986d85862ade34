from odoo import fields, models
from odoo.tools import format_date

from .levels import LEVELS


class RelationshipAlert(models.Model):
    """What each kind of alert says, from its facts, to whoever reads it."""

    _inherit = "relationship.alert"

    def _fact(self, name):
        return (self.facts or {}).get(name)

    def _level_fact(self, name):
        """Word for a level, in the reader's language."""
        selection = self.env["relationship.stakeholder"]._fields["level"]
        words = dict(selection._description_selection(self.env))
        return words.get(self._fact(name), self.env._("not assessed")).lower()

    def _date_fact(self, name):
        return format_date(self.env, fields.Date.to_date(self._fact(name)))

    def _message_level_conflict(self):
        return self.env._(
            "%(person)s: %(level)s on the opportunity, but %(account_level)s on the "
            "account",
            person=self.stakeholder_id.name,
            level=self._level_fact("level"),
            account_level=self._level_fact("account_level"),
        )

    def _message_veto_holder(self):
        if self._fact("level") in dict(LEVELS):
            return self.env._(
                "%(person)s can veto and is against us (%(level)s)",
                person=self.stakeholder_id.name,
                level=self._level_fact("level"),
            )
        return self.env._(
            "%(person)s can veto, and nobody knows whether they support us",
            person=self.stakeholder_id.name,
        )

    def _message_decider_unowned(self):
        return self.env._(
            "%(person)s decides, but no colleague owns the relationship",
            person=self.stakeholder_id.name,
        )

    def _message_no_contact(self):
        if self._fact("days"):
            return self.env._(
                "No contact with %(person)s for %(days)s days or more",
                person=self.stakeholder_id.name,
                days=self._fact("days"),
            )
        if not self._fact("last"):
            return self.env._(
                "No contact with %(person)s on record", person=self.stakeholder_id.name
            )
        return self.env._(
            "No contact with %(person)s since %(date)s",
            person=self.stakeholder_id.name,
            date=self._date_fact("last"),
        )

    def _message_competitor_closer(self):
        name = self.rival_id.display_name or self.env._("A competitor")
        if not self._fact("own_strength"):
            return self.env._(
                "%(rival)s knows %(person)s (strength %(strength)s); none of us does",
                rival=name,
                person=self.stakeholder_id.name,
                strength=self._fact("strength"),
            )
        return self.env._(
            "%(rival)s is closer to %(person)s than we are: strength %(strength)s "
            "against %(own)s",
            rival=name,
            person=self.stakeholder_id.name,
            strength=self._fact("strength"),
            own=self._fact("own_strength"),
        )

    def _message_supporter_left(self):
        if self._fact("left_on"):
            return self.env._(
                "%(person)s, who supported us, left the map on %(date)s",
                person=self.stakeholder_id.name,
                date=self._date_fact("left_on"),
            )
        return self.env._(
            "%(person)s, who supports us, no longer works there",
            person=self.stakeholder_id.name,
        )

    def _message_probability_against(self):
        if self._fact("departments"):
            return self.env._(
                "Win probability %(probability)s %%, but %(departments)s of "
                "%(all)s key departments and %(share)s %% of the decision weight are "
                "against us",
                probability=self._fact("probability"),
                departments=self._fact("departments"),
                all=self._fact("key_departments"),
                share=self._fact("share") or 0,
            )
        return self.env._(
            "Win probability %(probability)s %%, but %(share)s %% of the decision "
            "weight is against us",
            probability=self._fact("probability"),
            share=self._fact("share"),
        )

    def _message_approver_unknown(self):
        return self.env._("Nobody on the map is known to approve")

    def _message_single_thread(self):
        return self.env._(
            "We are in real contact with one person only: %(person)s",
            person=self.stakeholder_id.name,
        )

    def _message_closeness_drop(self):
        return self.env._(
            "Closeness fell from %(before)s %% on %(date)s to %(now)s %%",
            before=self._fact("before"),
            date=self._date_fact("date"),
            now=self._fact("closeness"),
        )
