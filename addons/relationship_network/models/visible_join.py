"""Reading a model through the rows of another one that the user may see.

What a map says belongs to those who may see the map, so it is not copied onto contacts
and links: such fields are not stored, and lists search, sort, group and sum them by a
join on the visible rows.
"""

from odoo.fields import Domain
from odoo.tools import SQL


def search_through_sql(field_name):
    """Search method of a field that is not stored but known to ``_field_to_sql``."""

    def search(records, operator, value):
        field = records._fields[field_name]
        if field.type == "many2one" and operator.endswith("like"):
            operator, value = "any", Domain("display_name", operator, value)
        return Domain.custom(
            to_sql=lambda model, alias, query: field.condition_to_sql(
                field_name, operator, value, model, alias, query
            ),
            predicate=lambda record: bool(
                record.search_count(
                    Domain("id", "=", record.id) & Domain(field_name, operator, value)
                )
            ),
        )

    return search


def visible_rows(model, domain, columns):
    """The rows of a model that the user may see.

    :param model: empty recordset
    :param domain: which rows
    :param columns: names of stored fields
    :return: SQL that selects these columns
    """
    visible = model._search(domain)
    return visible.subselect(
        SQL(", ").join(
            model._field_to_sql(model._table, column, visible) for column in columns
        )
    )


def join_rows(model, alias, query, name, rows, keys):
    """Join rows to a query, at most one to each record; a second call changes nothing.

    :param model: model of the query, where ``alias`` stands for its table
    :param name: name of the joined rows
    :param rows: SQL as :func:`visible_rows` returns it
    :param keys: ``{column of the joined rows: field of the model}``
    :return: alias of the joined rows
    """
    joined = query.make_alias(alias, f"{name}__{model.env.uid}")
    condition = SQL(" AND ").join(
        SQL(
            "%s = %s",
            SQL.identifier(joined, column),
            model._field_to_sql(alias, field_name, query),
        )
        for column, field_name in keys.items()
    )
    query.add_join("LEFT JOIN", joined, rows, condition)
    return joined
