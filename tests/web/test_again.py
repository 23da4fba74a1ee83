"""The address of a form, opened again or in another language, leads to its page."""

from tests.web.conftest import Browser


def test_a_refused_answer_can_be_reloaded_and_read_in_english(lena: Browser) -> None:
    quiz = lena.start("quiz", "vragen").request.path
    item = lena.page.partition('name="item" value="')[2].partition('"')[0]
    refused = lena.post(f"{quiz}/responses", item=item, round=1)
    assert refused.status_code == 400
    assert f'name="next" value="{quiz}/responses"' in refused.text
    assert lena.get(f"{quiz}/responses").request.path == quiz
    assert lena.get(f"{quiz}/retakes").request.path == quiz


def test_the_addresses_of_choices_and_pages_lead_back(lena: Browser) -> None:
    scene = lena.start("scenario", "bank").request.path
    assert lena.get(f"{scene}/choices").request.path == scene
    lena.get("/learn/courses/proef")
    lesson = lena.start("lesson", "lezen").request.path
    assert lena.get(f"{lesson}/pages").request.path == lesson


def test_an_old_reset_link_leads_to_a_new_one(browser: Browser) -> None:
    page = browser.get("/password/reset/" + "x" * 43)
    assert page.status_code == 404
    assert 'href="/password/forgotten"' in page.text
    assert "Noem dan dit kenmerk" not in page.text
