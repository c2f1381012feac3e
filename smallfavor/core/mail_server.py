"""Django's way to the mail server, without the name of the machine: it greets with the domain that letters come from.

What the greeting says ends up in the `Received` lines of every mail, and a machine's name can tell where it stands.
"""

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend


class OwnDomainBackend(EmailBackend):
    @property
    def connection_class(self) -> Any:
        plain = smtplib.SMTP_SSL if self.use_ssl else smtplib.SMTP

        def connect(host: str, port: int, **parameters: Any) -> smtplib.SMTP:
            return plain(host, port, **(parameters | {"local_hostname": settings.MAIL_FROM.rpartition("@")[2]}))

        return connect
