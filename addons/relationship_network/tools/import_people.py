"""Who the rows of a people table are: matched by key, e-mail address, then name.

A row of the same name as somebody known is that person unless key or e-mail address
tell them apart. Where a name alone would have to decide between two, the row is
refused: a wrong guess would write one person's data onto another.
"""

from collections import Counter, defaultdict

from .import_rows import placeholder_identity
from .import_values import fold
from .import_world import NEAR, Directory


def identify_people(rows, world):
    """Set ``known`` of each row, and refuse rows that do not name one person.

    :param rows: list of :class:`~.import_rows.PersonRow` with parsed values
    :param world: :class:`~.import_world.World`
    """
    known = {person.node: person for person in world.people}
    _match_exactly(rows, world, known)
    _refuse_duplicates(rows)
    _match_by_name(rows, world)
    _refuse_shared_names(rows)
    for row in rows:
        if not row.name and not row.issues:
            _check_placeholder(row)


def _check_placeholder(row):
    """Without a name a row is a place on the map: it needs a function or role."""
    if "email" in row.cells or "phone" in row.cells:
        row.refuse("nameless_contact", email=row.cells.get("email", ""))
    elif not row.known and not row.has_title:
        row.refuse("unknown_key" if row.key else "nameless", key=row.key)


def _match_exactly(rows, world, known):
    """By key, then by e-mail address, near the map first and then anywhere."""
    near, anywhere = Directory(), Directory()
    for person in world.people:
        directory = near if person.place in NEAR else anywhere
        directory.add(person.node, person.key, person.email)
    for row in rows:
        by_key = near.find(row.key, ("key",))[1]
        by_email = near.find(row.email, ("email",))[1]
        by_email = by_email or anywhere.find(row.email, ("email",))[1]
        if len(by_key) > 1:
            row.refuse("ambiguous_key", key=row.key, count=len(by_key))
        elif not by_key and len(by_email) > 1:
            row.refuse("ambiguous_email", email=row.email, count=len(by_email))
        elif by_key and by_email and by_key.isdisjoint(by_email):
            row.refuse(
                "key_and_email_differ",
                key=row.key,
                name=known[min(by_key)].name,
                email=row.email,
                other=known[min(by_email)].name,
            )
        elif by_key or by_email:
            row.known = known[min(by_key or by_email)]


def _refuse_duplicates(rows):
    """Of rows with one key, e-mail address or known person, the first one stays."""
    first = {}
    for row in rows:
        identities = [
            ("key", fold(row.values.get("key", ""))),
            ("email", row.values.get("email", "")),
            ("known", row.known and row.known.node),
        ]
        identities = [identity for identity in identities if identity[1]]
        earlier = next((first[i] for i in identities if i in first), None)
        if earlier:
            row.is_duplicate = True
            row.refuse("duplicate_person", name=row.label, row=earlier.number)
            continue
        first.update(dict.fromkeys(identities, row))


def _match_by_name(rows, world):
    by_name = defaultdict(list)
    for person in world.people:
        if person.place in NEAR:
            by_name[_name_identity(person)].append(person)
    claimed = {row.known.node: row for row in rows if row.known}
    weak = [row for row in rows if not row.known and not row.is_duplicate]
    matches = {}
    for row in weak:
        candidates = [
            person
            for person in by_name.get(row.name_identity, ())
            if not _told_apart(row, person) and (row.name or row.has_title)
        ]
        if len(candidates) > 1:
            row.refuse("ambiguous_name", name=row.label, count=len(candidates))
        elif candidates and candidates[0].node in claimed:
            row.is_duplicate = True
            other = claimed[candidates[0].node].number
            row.refuse("same_name_row", name=row.label, rows=str(other))
        elif candidates:
            matches[row.number] = candidates[0]
    claims = Counter(person.node for person in matches.values())
    for row in weak:
        person = matches.get(row.number)
        if person and claims[person.node] > 1:
            row.refuse("name_claimed_twice", name=row.label)
        elif person:
            row.known = person


def _refuse_shared_names(rows):
    """Rows of one name have to be told apart by key or e-mail address."""
    by_name = defaultdict(list)
    for row in rows:
        if not row.is_duplicate and (row.name or row.has_title):
            by_name[row.name_identity].append(row)
    doubtful = {}
    for same in by_name.values():
        for row in same:
            # Whom key or e-mail address identify cannot be mistaken.
            if not _is_certain(row):
                others = [o for o in same if o is not row and _may_be(row, o)]
                if others:
                    doubtful[row.number] = (row, others)
    for row, others in doubtful.values():
        numbers = sorted(other.number for other in others)
        rows_text = ", ".join(map(str, numbers[:5]))
        row.refuse("same_name_row", name=row.label, rows=rows_text)


def _is_certain(row):
    """Whether key or e-mail address, not only the name, led to the known person."""
    known = row.known
    if not known:
        return False
    same_key = bool(known.key) and fold(row.values.get("key", "")) == fold(known.key)
    return same_key or (bool(known.email) and row.values.get("email") == known.email)


def _may_be(row, other):
    """Whether two rows of one name may stand for one person.

    What is known of somebody only by name says nothing about the row.
    """
    key = other.key if _is_certain(other) else other.values.get("key")
    email = other.email if _is_certain(other) else other.values.get("email")
    return not (
        _differ(row.values.get("key"), key) or _differ(row.values.get("email"), email)
    )


def _name_identity(person):
    if person.is_placeholder:
        return placeholder_identity(person.values)
    return fold(person.name)


def _told_apart(one, other):
    """Whether key or e-mail address show that two are not the same person."""
    return _differ(one.key, other.key) or _differ(one.email, other.email)


def _differ(one, other):
    return bool(one and other) and fold(one) != fold(other)
