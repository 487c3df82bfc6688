"""What ``coordbot doctor`` looks at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """How one thing is."""

    about: str
    told: str
    remedy: str = ""
    """What to do; nothing where all is well."""

    @property
    def is_well(self) -> bool:
        """Whether nothing has to be done."""
        return not self.remedy
