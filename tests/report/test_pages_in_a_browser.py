"""The pages hold together in a real browser: nothing blocked, nothing cut off, folds that open."""

import shutil

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from autograder.report.class_report import FiledResult, class_page
from autograder.report.feedback import feedback_page

DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(DRIVER is None, reason="needs chromium and chromedriver")


@pytest.fixture(scope="module")
def browser(tmp_path_factory, browser_arguments):
    options = webdriver.ChromeOptions()
    for option in (*browser_arguments, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with webdriver.Chrome(options=options, service=Service(DRIVER)) as driver:
        yield driver


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def opened(request, browser, tmp_path):
    """Open a page at a width and return the browser."""

    def call(page):
        file = tmp_path / "page.html"
        file.write_text(page, encoding="utf-8")
        browser.set_window_size(request.param, 1000)
        browser.get(file.as_uri())
        return browser

    return call


def complaints(browser):
    return [entry["message"] for entry in browser.get_log("browser")]


def test_the_feedback_page_is_whole(opened, make):
    browser = opened(feedback_page(make.typical(), "Activation functions"))
    assert complaints(browser) == []
    assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    assert "Activation functions" in browser.find_element(By.TAG_NAME, "h1").text.replace("\n", " ")
    assert browser.find_element(By.TAG_NAME, "svg").size["width"] > 100


def test_what_is_folded_opens(opened, make):
    browser = opened(feedback_page(make.typical(), "Activation functions"))
    fold = browser.find_element(By.CSS_SELECTOR, "details:not([open])")
    inside = fold.find_element(By.CSS_SELECTOR, "li")
    assert not inside.is_displayed()
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", fold)
    fold.find_element(By.TAG_NAME, "summary").click()
    assert inside.is_displayed()


def test_the_class_report_is_whole_and_links_to_the_students(opened, make):
    filed = [FiledResult("activations/anna", make.typical())]
    browser = opened(class_page(filed, "A course", {"activations": "Activation functions"}))
    assert complaints(browser) == []
    assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    links = [link.get_attribute("href") for link in browser.find_elements(By.TAG_NAME, "a")]
    assert any(link.endswith("activations/anna/feedback.html") for link in links)


def test_scripts_in_a_submission_do_not_run(opened, make):
    result = make.typical(student="<script>document.title = 'run'</script><img src=x onerror=alert(1)>")
    browser = opened(feedback_page(result, "<script>document.title = 'run'</script>"))
    assert browser.title != "run"
    assert browser.find_elements(By.CSS_SELECTOR, "script, img") == []
