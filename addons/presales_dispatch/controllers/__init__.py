from . import presales_dashboard_xlsx
