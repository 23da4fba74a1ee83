"""Who may do what."""

from training.domain.access import PERMISSIONS, Permission, Role, may


def test_everyone_may_learn() -> None:
    assert all(may(role, Permission.LEARN) for role in Role)


def test_each_other_permission_belongs_to_the_roles_that_need_it() -> None:
    holders = {
        permission: {role for role in Role if may(role, permission)} for permission in Permission
    }
    assert holders == {
        Permission.LEARN: set(Role),
        Permission.FOLLOW_TEAM: set(Role) - {Role.LEARNER},
        Permission.FOLLOW_ALL: {Role.HR},
        Permission.READ_TRAIL: {Role.HR, Role.ADMIN},
        Permission.AUTHOR: {Role.TRAINER},
        Permission.ADMINISTER: {Role.ADMIN},
        Permission.INSIGHT: set(Role) - {Role.LEARNER},
        Permission.TAKE_STOCK: {Role.HR, Role.ADMIN},
        Permission.COORDINATE_SIGNALS: {Role.TRAINER, Role.ADMIN},
    }
    assert PERMISSIONS.keys() == set(Role)
