"""Roles, permissions, and who may do what."""

from enum import StrEnum


class Role(StrEnum):
    """The job that a person has in this application; everyone is a learner as well."""

    LEARNER = "learner"
    MANAGER = "manager"
    HR = "hr"
    TRAINER = "trainer"
    ADMIN = "admin"


class Permission(StrEnum):
    """What a page can ask of its visitor."""

    LEARN = "learn"
    FOLLOW_TEAM = "follow-team"
    FOLLOW_ALL = "follow-all"
    READ_TRAIL = "read-trail"
    AUTHOR = "author"
    INSIGHT = "insight"
    TAKE_STOCK = "take-stock"
    COORDINATE_SIGNALS = "coordinate-signals"
    ADMINISTER = "administer"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.LEARNER: frozenset({Permission.LEARN}),
    Role.MANAGER: frozenset({Permission.LEARN, Permission.FOLLOW_TEAM, Permission.INSIGHT}),
    Role.HR: frozenset(
        {
            Permission.LEARN,
            Permission.FOLLOW_TEAM,
            Permission.FOLLOW_ALL,
            Permission.READ_TRAIL,
            Permission.INSIGHT,
            Permission.TAKE_STOCK,
        }
    ),
    # Trainers and administrators may lead a unit too; what they see of it follows from that.
    Role.TRAINER: frozenset(
        {
            Permission.LEARN,
            Permission.FOLLOW_TEAM,
            Permission.AUTHOR,
            Permission.INSIGHT,
            Permission.COORDINATE_SIGNALS,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Permission.LEARN,
            Permission.FOLLOW_TEAM,
            Permission.READ_TRAIL,
            Permission.ADMINISTER,
            Permission.INSIGHT,
            Permission.TAKE_STOCK,
            Permission.COORDINATE_SIGNALS,
        }
    ),
}
"""No role may see another person's answers, so there is no permission for it."""


def may(role: Role, permission: Permission) -> bool:
    """Tell whether a role carries a permission."""
    return permission in PERMISSIONS[role]
