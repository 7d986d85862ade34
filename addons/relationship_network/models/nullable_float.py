from odoo import fields


class NullableFloat(fields.Float):
    """A float that tells "no value" (``False``, SQL NULL) from zero.

    The closeness of nobody is empty, while a closeness of 0 % means that supporters
    and opponents balance; averages and sort orders must not mix the two.
    """

    def convert_to_column(self, value, record, values=None, validate=True):
        if value is None or value is False:
            return None
        return super().convert_to_column(value, record, values, validate)

    def convert_to_cache(self, value, record, validate=True):
        if value is None or value is False:
            return None
        return super().convert_to_cache(value, record, validate)

    def convert_to_record(self, value, record):
        return False if value is None else value

    def convert_to_export(self, value, record):
        return "" if value is False else value
