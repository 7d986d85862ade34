"""What an e-mail address tells: the domain of its company, and a name to start with."""

import re
from collections import Counter
from urllib.parse import urlsplit

# Anybody can have an address there, so it tells nothing about the company.
# fmt: off
FREE_MAIL = {
    "126.com", "139.com", "163.com", "189.cn", "aliyun.com", "aol.com", "bluewin.ch",
    "comcast.net", "fastmail.com", "foxmail.com", "free.fr", "freenet.de", "gmail.com",
    "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hey.com",
    "hotmail.co.uk", "hotmail.com", "hotmail.de", "hotmail.es", "hotmail.fr",
    "hotmail.it", "icloud.com", "laposte.net", "libero.it", "live.be", "live.com",
    "live.fr", "live.nl", "mac.com", "mail.com", "mail.ru", "mailbox.org", "me.com",
    "msn.com", "naver.com", "orange.fr", "outlook.com", "outlook.de", "outlook.es",
    "outlook.fr", "pm.me", "posteo.de", "proton.me", "protonmail.com", "qq.com",
    "rediffmail.com", "rocketmail.com", "sfr.fr", "sina.com", "skynet.be", "sohu.com",
    "t-online.de", "telenet.be", "tutanota.com", "uol.com.br", "vip.163.com",
    "vip.qq.com", "wanadoo.fr", "web.de", "yahoo.co.in", "yahoo.co.jp", "yahoo.co.uk",
    "yahoo.com", "yahoo.com.br", "yahoo.com.cn", "yahoo.de", "yahoo.es", "yahoo.fr",
    "yahoo.it", "yandex.com", "yandex.ru", "yeah.net", "ymail.com", "zoho.com",
}
# fmt: on
# So many contacts with one domain make it the company's.
ENOUGH_CONTACTS = 2


def mail_domain(email):
    """The domain of a plain address, in lower case; None without one."""
    __, at, domain = (email or "").strip().lower().rpartition("@")
    return domain if at and "." in domain else None


def site_domain(website):
    """The mail domain that the address of a website suggests, or None."""
    website = (website or "").strip().lower()
    if website and "//" not in website:
        website = f"//{website}"
    try:
        host = urlsplit(website).hostname or ""
    except ValueError:
        return None
    host = host.removeprefix("www.")
    return host if "." in host else None


def company_domains(email, website, contact_emails, foreign=()):
    """The domains whose addresses belong to a company.

    Those of its own address and website, and those that several contacts share; never
    the domains of free-mail providers.

    :param contact_emails: iterable of the addresses of its contacts
    :param foreign: domains that are known to belong to somebody else
    :return: sorted list
    """
    shared = Counter(map(mail_domain, contact_emails))
    domains = {mail_domain(email), site_domain(website)}
    domains |= {name for name, count in shared.items() if count >= ENOUGH_CONTACTS}
    return sorted(domains - {None} - FREE_MAIL - set(foreign))


def name_from_address(email):
    """A name to start with: ``Mara Lind`` for ``mara.lind@…``."""
    local = (email or "").partition("@")[0].partition("+")[0]
    words = re.split(r"[._\-\d]+", local)
    return " ".join(word.capitalize() for word in words if word) or local
