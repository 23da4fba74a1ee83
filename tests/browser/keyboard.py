"""What a person does who has no mouse: press Tab until one is there, then Enter."""

from playwright.sync_api import Locator, Page

TABS = 80


def focus_on(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, and see that the focus can be seen."""
    element = target.element_handle()
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if page.evaluate("element => element === document.activeElement", element):
            assert page.evaluate(VISIBLE_FOCUS), "the focus cannot be seen"
            return
    raise AssertionError(f"the keyboard does not reach {target}")


def follow(target: Locator) -> None:
    """Click on what leads to another page, and wait until that is there."""
    with target.page.expect_navigation():
        target.click()


def press(page: Page, text: str) -> None:
    """Go to the button that begins with a text and press it."""
    focus_on(page, page.locator("button, a.button").filter(has_text=text).first)
    with page.expect_navigation():
        page.keyboard.press("Enter")


VISIBLE_FOCUS = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""
