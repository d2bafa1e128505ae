"""JupyterLab in the course's folder has nbgrader's menu, from which formgrader opens with the course in it."""

import pytest
from selenium.webdriver.common.by import By


@pytest.fixture
def lab(course_folder, instructor_of):
    with instructor_of(course_folder) as instructor:
        instructor.open("lab")
        yield instructor


def menu_item(lab, text):
    """Find what a menu offers, once it does."""
    return lab.until(
        lambda: [
            one
            for one in lab.driver.find_elements(By.XPATH, f"//li[.//*[normalize-space(text())='{text}']]")
            if one.is_displayed()
        ]
    )[0]


def test_formgrader_opens_from_the_menu(lab):
    menu_item(lab, "Nbgrader").click()
    menu_item(lab, "Formgrader").click()
    frame = lab.until(lambda: lab.find_all("iframe[src*='formgrader']"))[0]
    lab.driver.switch_to.frame(frame)
    assert [row[0] for row in lab.table()] == ["activations", "mnist"]
