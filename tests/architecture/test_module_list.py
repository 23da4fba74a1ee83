"""The list of modules in the documentation is the list of modules there are."""

from tests.architecture.module_list import PAGE, listed, module_list


def test_every_module_is_named_with_its_own_sentence() -> None:
    advice = "run: python -m tests.architecture.module_list"
    assert listed(PAGE.read_text("utf-8")) == module_list(), advice


def test_list_names_a_module_of_every_layer() -> None:
    names = ("`playthrough.py`", "`outline.py`", "`engine.py`", "`play.py`", "`learn.py`")
    assert [name for name in names if name not in module_list()] == []
