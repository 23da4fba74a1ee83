"""The trail tells who did what, and nothing of what was answered or typed."""

from sqlalchemy import select

from tests.services.learner import Learner
from tests.services.questions import PLAN
from tests.world import PERSONS, World, read_files
from training.domain.document import Kind
from training.domain.sitting import Posted
from training.services import audit, logins
from training.services.audit import Actor
from training.store.audit import AuditEvent
from training.store.people import find_by_email

EMAIL = PERSONS["lena"].email


def trail(world: World, *, publications: bool = False) -> list[AuditEvent]:
    """Read the lines of people, or those of the library."""
    with world.session() as session:
        lines = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        return [line for line in lines if (line.action == "publish") is publications]


def test_a_line_has_actor_action_object_result_origin_and_moment(world: World) -> None:
    with world.session() as session:
        lena = find_by_email(session, EMAIL)
        assert lena
        actor = Actor(lena.id, "2001:db8::1" + "x" * 80)
        audit.note(session, actor, "log-in", f"person:{lena.id}", "ok", at=world.clock())
    (line,) = trail(world)
    assert (line.actor_id, line.action, line.result) == (lena.id, "log-in", "ok")
    assert (line.object, line.at) == (f"person:{lena.id}", world.clock())
    assert line.origin.startswith("2001:db8::1")
    assert len(line.origin) == 60


def test_log_ins_and_resets_leave_their_lines_without_what_was_typed(world: World) -> None:
    visitor, now = Actor(origin="192.0.2.7"), world.clock()
    with world.session() as session:
        account = logins.find_account(session, EMAIL)
        assert account
        token = logins.open_session(session, account, EMAIL, visitor, at=now)
        logins.refuse(session, "iemand@voorbeeld.example", visitor, at=now)
        reset = logins.request_reset(session, EMAIL, visitor, at=now)
        assert reset
        logins.reset_password(session, reset.token, "a digest", visitor, at=now)
        actor = Actor(account.person_id, "192.0.2.7")
        logins.close_session(session, token, actor, at=now)
        logins.close_all_sessions(session, account.person_id, actor, at=now)
    lines = trail(world)
    assert {(line.action, line.result) for line in lines} == {
        ("log-in", "ok"),
        ("log-in", "refused"),
        ("reset-requested", "ok"),
        ("password-reset", "ok"),
        ("log-out", "ok"),
        ("log-out-everywhere", "ok"),
    }
    written = " ".join(f"{line.action} {line.object} {line.result}" for line in lines)
    for secret in (token, reset.token, "a digest", "@", "iemand", "lena"):
        assert secret not in written


def test_learning_leaves_nothing_on_the_trail(world: World) -> None:
    lena = Learner(world)
    lena.complete()
    lena.respond(lena.start(Kind.QUIZ, "vragen"), PLAN, Posted(text="Als, dan: geheim"))
    assert trail(world) == []


def test_every_publication_is_on_the_trail_with_its_version(world: World) -> None:
    files = read_files()
    path = "content/scenarios/bank.md"
    files[path] = files[path].replace(b"Meneer Claes", b"Meneer Maes")
    world.clock.advance(seconds=1)
    assert world.load(files).published == (path,)
    versions = {
        line.result
        for line in trail(world, publications=True)
        if line.object == "scenario:bank" and line.result.startswith("nl")
    }
    assert versions == {"nl 1", "nl 2"}
