from odoo.tests import tagged

from .common import RelationshipCommon


@tagged("post_install", "-at_install")
class TestPublishedCases(RelationshipCommon):
    """The published cases that the arithmetic must reproduce with equal weights."""

    def _closeness_of(self, **people):
        levels = {
            "strong_support": "2",
            "support": "1",
            "neutral": "0",
            "oppose": "-1",
            "strong_oppose": "-2",
        }
        self._crowd(
            self.account_map,
            [levels[word] for word, count in people.items() for __ in range(count)],
        )
        return self.account_map.closeness

    def test_account_start(self):
        self.assertEqual(
            self._closeness_of(support=5, neutral=5, oppose=5, strong_oppose=5), -50
        )

    def test_account_a_year_later(self):
        self.assertEqual(
            self._closeness_of(strong_support=6, support=9, neutral=3, oppose=2), 95
        )

    def test_project_start(self):
        self.assertEqual(self._closeness_of(strong_support=1, support=1, oppose=8), -50)

    def test_project_a_year_later(self):
        self.assertEqual(self._closeness_of(strong_support=5, support=5), 150)


@tagged("post_install", "-at_install")
class TestCloseness(RelationshipCommon):
    def test_empty_map_has_no_closeness(self):
        self.assertIs(self.account_map.closeness, False)
        self.assertIs(self.account_map.coverage, False)
        self.account_map.flush_recordset()
        self.env.cr.execute(
            "SELECT closeness, coverage FROM relationship_map WHERE id = %s",
            [self.account_map.id],
        )
        self.assertEqual(self.env.cr.fetchone(), (None, None))

    def test_balance_is_zero_not_empty(self):
        self._crowd(self.account_map, ["1", "-1"])
        self.assertIsNot(self.account_map.closeness, False)
        self.assertEqual(self.account_map.closeness, 0)

    def test_counts_and_coverage(self):
        self._crowd(self.account_map, ["2", "1", "1", "0", "-1", "-2", False, False])
        self.assertRecordValues(
            self.account_map,
            [
                {
                    "count_strong_support": 1,
                    "count_support": 2,
                    "count_neutral": 1,
                    "count_oppose": 1,
                    "count_strong_oppose": 1,
                    "count_unassessed": 2,
                    "stakeholder_count": 8,
                    "coverage": 75.0,
                    "closeness": 12.5,
                }
            ],
        )

    def test_weight_counts(self):
        self._add(self.anna, weight=3, level="1")
        self._add(self.bruno, weight=1, level="-1")
        self.assertEqual(self.account_map.closeness, 50)

    def test_removed_people_do_not_count(self):
        anna = self._add(self.anna, level="2")
        self._add(self.bruno, level="-2")
        anna.active = False
        self.assertEqual(self.account_map.closeness, -200)

    def test_any_set_of_people_in_read_group(self):
        approver = self.roles["economic_buyer"]
        self._add(self.anna, weight=3, level="2", role_id=approver.id)
        self._add(self.bruno, weight=1, level="-2", role_id=approver.id)
        self._add(self.clara, weight=2)
        groups = self.env["relationship.stakeholder"]._read_group(
            [("map_id", "=", self.account_map.id)],
            ["role_id"],
            ["closeness:avg", "coverage:avg"],
        )
        figures = {role: values for role, *values in groups}
        self.assertEqual(figures[approver], [100.0, 100.0])
        self.assertEqual(figures[self.env["relationship.role"]], [0.0, 0.0])

    def test_pivot_measures_closeness(self):
        fields = self.env["relationship.stakeholder"].fields_get(
            ["closeness", "coverage"], ["aggregator"]
        )
        self.assertEqual(fields["closeness"]["aggregator"], "avg")
        self.assertEqual(fields["coverage"]["aggregator"], "avg")

    def test_role_sums_up_account_maps_only(self):
        champion = self.env["relationship.role"].create({"name": "Works Council"})
        lead_map = self.env["relationship.map"].create({"lead_id": self._lead().id})
        self._add(self.anna, level="2", role_id=champion.id)
        self._add(self.anna, lead_map, level="-2", role_id=champion.id)
        mine = champion.with_user(self.seller)
        self.assertEqual((mine.closeness, mine.stakeholder_count), (200, 1))
        foreign = champion.with_user(self.other_seller)
        self.assertEqual((foreign.closeness, foreign.stakeholder_count), (False, 0))


@tagged("post_install", "-at_install")
class TestStatus(RelationshipCommon):
    def test_status_follows_every_fact(self):
        anna = self._add(self.anna, level="1")
        self.assertEqual(self.account_map.status, "red")
        anna.political_status = "structure"
        self.assertEqual(self.account_map.status, "amber")
        anna.has_approval = True
        self.assertEqual(self.account_map.status, "green")
        anna.has_approval = False
        anna.role_id = self.roles["decision_maker"]
        self.assertEqual(self.account_map.status, "green")
        self._add(self.bruno, level="-1", has_veto=True)
        self.assertEqual(self.account_map.status, "red")
        self.assertIn("Bruno Costa", self.account_map.status_reason)

    def test_sentence_speaks_the_users_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self._add(self.anna, level="1", political_status="inner")
        english = self.account_map.status_reason
        chinese = self.account_map.with_context(lang="zh_CN").status_reason
        self.assertIn("Anna Berg", english)
        self.assertIn("Anna Berg", chinese)
        self.assertNotEqual(english, chinese)

    def test_gaps(self):
        key = self.env["relationship.department"].create(
            {"name": "Finance", "account_id": self.account.id, "is_key": True}
        )
        anna = self._add(
            self.anna,
            level="1",
            role_id=self.roles["champion"].id,
            owner_id=self.seller.id,
        )
        self._add(name="New CFO", role_id=self.roles["economic_buyer"].id)
        self.assertEqual(self.account_map.gap_count, 4)
        self.assertEqual(self.account_map.placeholder_count, 1)
        self.assertIn("Finance", self.account_map.gap_summary)
        self.assertIn("New CFO", self.account_map.gap_summary)
        anna.department_id = key
        self.assertEqual(self.account_map.gap_count, 3)
        key.is_key = False
        self.assertEqual(self.account_map.gap_count, 3)
