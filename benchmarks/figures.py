"""What was measured, and whether it is within what was promised."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Figures:
    """Collects what is outside its limit; a limit is a ratio, so that a busy machine is fair."""

    missed: list[str] = field(default_factory=list)

    def at_most(self, what: str, ratio: float, limit: float) -> str:
        """Note a cost; what to print behind it."""
        return self._noted(what, ratio, "at most", limit, ratio <= limit)

    def at_least(self, what: str, ratio: float, limit: float) -> str:
        """Note a rate; what to print behind it."""
        return self._noted(what, ratio, "at least", limit, ratio >= limit)

    def _noted(self, what: str, ratio: float, how: str, limit: float, kept: bool) -> str:
        promise = f"{how} {limit:g}"
        if not kept:
            self.missed.append(f"{what}: {ratio:.2f}, promised {promise}")
        return f"  {promise}" if kept else f"  {promise}: MISSED"
