"""The list of phrases is a document like the others: trainers edit, check and publish it."""

from training.compiler.phrases import compile_phrases

HEADER = "---\ntitel: Zinnen\nid: phrases\n---\n\n# Zinnen\n\n"


def test_every_item_of_every_list_is_a_phrase() -> None:
    compiled = compile_phrases(f"{HEADER}## A\n\n- nooit zo\n- ook *dit* niet\n\n- nooit zo\n")
    assert compiled.value is not None
    assert compiled.value.phrases == ("nooit zo", "ook dit niet")
    assert compiled.diagnostics == ()


def test_list_does_not_warn_against_its_own_phrases() -> None:
    source = f"{HEADER}- daar ga ik niet over\n"
    assert compile_phrases(source).diagnostics == ()


def test_list_without_a_phrase_is_refused() -> None:
    compiled = compile_phrases(f"{HEADER}Nog niets.\n")
    assert compiled.value is None
    assert [(found.code, found.variant) for found in compiled.diagnostics] == [("E43", "phrases")]
