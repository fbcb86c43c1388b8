"""What scopes and kinds of log-in are called."""

from __future__ import annotations

from crmcli.i18n import N_

SCOPES = {
    "own": N_("own customers"),
    "department": N_("department"),
    "subtree": N_("department and below"),
    "region": N_("region"),
    "all": N_("all"),
}
LOGIN_KINDS = {"person": N_("person"), "token": N_("token")}
