"""After a course changed: whoever waited for a unit that is gone or optional now is done."""

from datetime import datetime
from uuid import UUID

from training.services.jobs import NewJob, Stage, Task
from training.services.library import Library
from training.services.progress import settle_begun

KIND = "settle"
AT_ONCE = 50


def new_job(revision_id: UUID) -> NewJob:
    """Give the job that follows a publication; each publication has one."""
    return NewJob(KIND, key=f"{KIND}:{revision_id}")


def step(library: Library, task: Task, at: datetime) -> Stage:
    """Settle the next enrolments that are under way."""
    after = UUID(task.stage.cursor) if task.stage.cursor else None
    last = settle_begun(library, after, limit=AT_ONCE, at=at)
    done = task.stage.done + (AT_ONCE if last else 0)
    return Stage(str(last or ""), done, done, is_finished=last is None)
