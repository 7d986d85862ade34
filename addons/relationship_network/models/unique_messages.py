"""Messages of unique indexes that name the records they are about."""

import re

KEY_VALUES = re.compile(r"=\((?P<values>[\d, ]+)\)")


def duplicate_message(get_message, **models_by_position):
    """Message of a unique index over ids, built when it is violated.

    :param get_message: ``callable(env, names)`` that returns the translated message
    :param models_by_position: ``name=(position in the index, model)``
    :return: callable for the ``message`` of :class:`odoo.models.UniqueIndex`
    """

    def message(env, diagnostics):
        detail = (diagnostics and diagnostics.message_detail) or ""
        match = KEY_VALUES.search(detail)
        ids = [int(value) for value in match["values"].split(",")] if match else []
        return get_message(
            env,
            {
                name: _visible_name(env[model], ids[position]) if ids else "?"
                for name, (position, model) in models_by_position.items()
            },
        )

    return message


def _visible_name(model, record_id):
    """Name of a record as far as the user may read it, else its number.

    A call with an API key has no user any more when it has failed.
    """
    record = model.browse(record_id)
    if model.env.uid and record.exists()._filtered_access("read"):
        return record.display_name
    return f"{model._description} {record_id}"
