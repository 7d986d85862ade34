"""The links of an import: whom their ends mean, and each link once."""

from .import_world import link_identity

ENDS = ("source", "target")


def plan_links(rows, finder, world):
    """Resolve the ends of each link, match it with the known ones, or refuse it.

    :param rows: list of :class:`~.import_rows.LinkRow` with parsed values
    :param finder: :class:`~.import_lines.Finder` over the people rows
    :param world: :class:`~.import_world.World`
    """
    first = {}
    for row in rows:
        for end in ENDS:
            setattr(row, end, _resolve_end(row, end, finder))
        if row.source and row.source == row.target:
            row.refuse("self_link", name=finder.name(row.source))
        if row.issues:
            continue
        identity = link_identity(row.source, row.target, row.link_type)
        earlier = first.setdefault(identity, row)
        if earlier is not row:
            row.refuse("duplicate_link", row=earlier.number)
            continue
        known = world.links.get(identity)
        if known:
            row.known_id = known.id
            row.settle(known.values)


def _resolve_end(row, end, finder):
    """Node of one end, or None with an issue on the row."""
    text = row.cells.get(end)
    if not text:
        row.refuse("empty_cell", field=end)
        return None
    way, nodes = finder.find_anywhere(text)
    if not nodes:
        row.refuse("unknown_person", field=end, text=text)
        return None
    if len(nodes) > 1:
        row.refuse("ambiguous_person", field=end, text=text, count=len(nodes))
        return None
    (node,) = nodes
    if way == "name" and finder.is_elsewhere(node):
        # The same name at another company is rarely the same person.
        row.refuse(
            "person_elsewhere",
            field=end,
            text=text,
            company=finder.known[node].employer_name,
        )
    elif _is_nobody(node, finder):
        row.refuse("placeholder_end", field=end, text=text)
    elif node not in finder.known and finder.rows[node].issues:
        row.refuse("end_refused", field=end, text=text, row=finder.rows[node].number)
    return node


def _is_nobody(node, finder):
    row = finder.rows.get(node)
    return row.is_placeholder if row else finder.known[node].is_placeholder
