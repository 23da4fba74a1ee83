"""The quiz of the small world: where it is, and the names of its questions."""

PATH = "quizzes/vragen.md"
GOAL, HELP, POLL, CALL, ORDER, WHO, PLAN = NAMES = (
    "11-wat-is-het-doel",
    "12-wat-helpt",
    "21-hoe-gaat-het-bij-u",
    "22-wat-doet-u",
    "31-wat-is-de-volgorde",
    "32-wie-beslist",
    "33-uw-plan",
)
SCORED = (GOAL, HELP, CALL, ORDER, WHO)
