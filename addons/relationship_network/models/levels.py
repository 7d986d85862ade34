"""The five-point scale of every opinion, and the traffic light of a map."""

LEVELS = [
    ("2", "Strong Support"),
    ("1", "Support"),
    ("0", "Neutral"),
    ("-1", "Oppose"),
    ("-2", "Strong Oppose"),
]
STATUSES = [("red", "Red"), ("amber", "Amber"), ("green", "Green")]
LEVEL_FEATURES = ("level", "solution_level", "price_level", "target_level")
COUNT_FIELDS = {
    2: "count_strong_support",
    1: "count_support",
    0: "count_neutral",
    -1: "count_oppose",
    -2: "count_strong_oppose",
    None: "count_unassessed",
}
