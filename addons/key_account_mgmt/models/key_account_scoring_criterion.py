import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.scoring import MAX_POINTS, BandProblem, find_band_problem
from .key_account_numbers import name_range
from .key_account_scoring_model import LATER

NUMBER_TYPES = ("integer", "float", "monetary", "boolean", "date", "datetime")
TEXT_TYPES = ("char", "text", "selection", "many2one")


class KeyAccountScoringCriterion(models.Model):
    """One question of a scoring model: where the value comes from, what it is worth."""

    _name = "key.account.scoring.criterion"
    _description = "Scoring Criterion"
    _order = "scoring_model_id, sequence, id"

    scoring_model_id = fields.Many2one(
        "key.account.scoring.model", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    weight = fields.Float(default=10, required=True, digits=(8, 2))
    kind = fields.Selection(
        [
            ("field", "Field of the Account"),
            ("count", "Number of Related Records"),
            ("sum", "Sum over Related Records"),
            ("manual", "Judged by Hand"),
        ],
        required=True,
        default="field",
    )
    path = fields.Char(
        "Field",
        help="From the key account on, for example account_id.industry_id. Dates count "
        "as days since then.",
    )
    model_id = fields.Many2one(
        "ir.model",
        "Records",
        ondelete="cascade",
        domain="[('transient', '=', False), ('abstract', '=', False)]",
        help="What is counted or added up: opportunities, orders, tickets …",
    )
    source_model = fields.Char(
        compute="_compute_source_model", export_string_translation=False
    )
    link_path = fields.Char(
        "Customer Is",
        default="partner_id",
        help="The field that leads from such a record to the customer or one of its "
        "contacts.",
    )
    domain = fields.Char("Only Those", default="[]")
    amount_path = fields.Char(
        "Add Up", help="Amounts in other currencies are converted at today's rate."
    )
    date_path = fields.Char("Dated By")
    months = fields.Integer(
        "Of the Last (Months)", default=12, help="0: of all time. Needs a date field."
    )
    guide = fields.Text(
        translate=True,
        help="For who judges by hand: what earns 0 points, what 50, what 100.",
    )
    is_text = fields.Boolean(compute="_compute_is_text")
    band_ids = fields.One2many(
        "key.account.scoring.band",
        "criterion_id",
        "Bands",
        copy=True,
        help="Without bands the value itself is the points, held between 0 and 100.",
    )

    _weight_check = models.Constraint(
        "CHECK(weight >= 0)", "The weight of a criterion cannot be negative."
    )
    _months_check = models.Constraint(
        "CHECK(months >= 0)", "The months of a criterion cannot be negative."
    )

    @api.depends("kind", "model_id")
    def _compute_source_model(self):
        for criterion in self:
            related = criterion.kind in ("count", "sum")
            criterion.source_model = (
                criterion.model_id.model if related else "key.account"
            )

    @api.depends("kind", "path")
    def _compute_is_text(self):
        for criterion in self:
            field = criterion.kind == "field" and criterion._find_field(criterion.path)
            criterion.is_text = bool(field) and field.type in TEXT_TYPES

    # -------------------------------------------------------------- constraints

    @api.model_create_multi
    def create(self, vals_list):
        later = self.with_context(**{LATER: True})
        criteria = super(KeyAccountScoringCriterion, later).create(vals_list)
        criteria = criteria.with_env(self.env)
        criteria._check_sum_of_weights()
        return criteria

    def write(self, vals):
        later = self.with_context(**{LATER: True})
        result = super(KeyAccountScoringCriterion, later).write(vals)
        if "weight" in vals or "scoring_model_id" in vals:
            self._check_sum_of_weights()
        return result

    def _check_sum_of_weights(self):
        if not self.env.context.get(LATER):
            self.scoring_model_id._check_weights()

    @api.constrains("band_ids", "kind", "path")
    def _check_bands(self):
        for criterion in self:
            criterion._raise_band_problem(criterion.band_ids)

    def _raise_band_problem(self, bands):
        """Refuse bands that do not say clearly what every value earns."""
        problem = self._find_text_problem(bands) if self.is_text else None
        problem = problem or find_band_problem([] if self.is_text else bands)
        if problem:
            raise ValidationError(
                self._get_band_message(problem.kind) % self._name_bands(problem)
            )

    def _find_text_problem(self, bands):
        seen = set()
        for band in bands:
            if not 0 <= band.points <= MAX_POINTS:
                return BandProblem("points", band)
            if fold(band.value_match) in seen:
                return BandProblem("twice", band)
            seen.add(fold(band.value_match))
        return None

    def _get_band_message(self, kind):
        return {
            "points": self.env._(
                "%(criterion)s: the points of “%(band)s” must lie between 0 and 100."
            ),
            "empty": self.env._(
                "%(criterion)s: “%(band)s” holds no value. Its end must be above "
                "its start."
            ),
            "gap": self.env._(
                "%(criterion)s: there is a gap between “%(before)s” and “%(band)s”. "
                "Let each band start where the one before ends."
            ),
            "overlap": self.env._(
                "%(criterion)s: “%(before)s” and “%(band)s” overlap. Let each band "
                "start where the one before ends."
            ),
            "twice": self.env._(
                "%(criterion)s: two bands are for the same value, “%(band)s”. Keep one."
            ),
        }[kind]

    def _name_bands(self, problem):
        return {
            "criterion": self.name,
            "band": self._name_band(problem.band),
            "before": self._name_band(problem.before),
        }

    def _name_band(self, band):
        if not band:
            return ""
        if self.is_text:
            return band.value_match or self.env._("any other value")
        return name_range(self.env, band.start, band.end)

    @api.constrains(
        "kind", "path", "model_id", "link_path", "domain", "amount_path", "date_path"
    )
    def _check_sources(self):
        for criterion in self:
            for message in criterion._find_source_problems():
                raise ValidationError(message)

    def _find_source_problems(self):
        """What keeps a criterion from having values, one sentence each."""
        if self.kind == "field":
            field = self._find_field(self.path)
            if not field or field.type not in NUMBER_TYPES + TEXT_TYPES:
                yield self.env._(
                    "%(criterion)s: “%(path)s” leads to no field that can be scored. "
                    "Choose a number, date, text, choice or record.",
                    criterion=self.name,
                    path=self.path or "",
                )
        elif self.kind in ("count", "sum"):
            yield from self._find_related_problems()

    def _find_related_problems(self):
        link = self._find_field(self.link_path)
        if not link or link.comodel_name != "res.partner":
            yield self.env._(
                "%(criterion)s: “%(path)s” of %(model)s does not lead to a contact.",
                criterion=self.name,
                path=self.link_path or "",
                model=self.model_id.name or "",
            )
        amount = self.kind == "sum" and self._find_field(self.amount_path)
        if self.kind == "sum" and not (amount and amount.type in NUMBER_TYPES[:3]):
            yield self.env._(
                "%(criterion)s: choose the number that is added up.",
                criterion=self.name,
            )
        date = self._find_field(self.date_path)
        if self.date_path and (not date or date.type not in NUMBER_TYPES[4:]):
            yield self.env._(
                "%(criterion)s: “%(path)s” is not a date.",
                criterion=self.name,
                path=self.date_path,
            )
        try:
            self._get_domain().validate(self.env[self.source_model].sudo())
        except (ValueError, SyntaxError, TypeError, KeyError) as error:
            yield self.env._(
                "%(criterion)s: “%(domain)s” is no filter of %(model)s: %(error)s",
                criterion=self.name,
                domain=self.domain,
                model=self.model_id.name or "",
                error=error,
            )

    def _find_field(self, path):
        """The field at the end of a path that passes many2one fields only, or None."""
        model = self.env.get(self.source_model)
        names = (path or "").split(".")
        for position, name in enumerate(names):
            field = model._fields.get(name) if model is not None else None
            if not field:
                return None
            if position < len(names) - 1:
                model = self.env[field.comodel_name] if field.comodel_name else None
                if field.type != "many2one":
                    return None
        return field

    def _get_domain(self):
        return Domain(ast.literal_eval(self.domain or "[]"))


def fold(text):
    """A text as it is compared with bands."""
    return (text or "").strip().casefold()
