from . import key_account_whitespace
