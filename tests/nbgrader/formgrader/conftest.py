"""An instructor at a real browser: a Jupyter server in a course folder, and its pages for nbgrader."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

DRIVER = shutil.which("chromedriver")
TOKEN = "token-of-the-instructor"  # noqa: S105 - of a server that lives as long as its test
STARTING_SECONDS = 120.0
ENDING_SECONDS = 10.0
PATIENCE_SECONDS = 120.0
"""A shared machine may stall; nothing is measured here."""

SIZE = "--window-size=1280,1600"


@dataclass(frozen=True)
class Instructor:
    """Someone who has opened a server's pages and does what the pages offer."""

    driver: webdriver.Chrome
    address: str

    def open(self, page):
        self.driver.get(self.address + page)

    def log_in(self):
        """Give the token in the form that the server shows to strangers."""
        self.open("login")
        self.find("#password_input").send_keys(TOKEN + Keys.ENTER)
        self.until(lambda: "login" not in self.driver.current_url)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def find_all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def until(self, condition):
        """Wait until the condition holds and return what it gave."""
        return WebDriverWait(self.driver, PATIENCE_SECONDS).until(lambda _: condition())

    def script(self, text, *arguments):
        return self.driver.execute_script(text, *arguments)

    def table(self):
        """Read the table of the page as lists of texts, hidden ones too, once its script has filled it."""
        self.until(lambda: self.script("return typeof models !== 'undefined' && models.loaded === true"))
        return self.script(
            "return $('#main-table tr').get().map(row => $(row).children('td').get().map(cell => cell.textContent))"
        )

    def row(self, text):
        """Find the row of the table in which something says exactly this."""
        self.table()
        return self.driver.find_element(By.XPATH, f"//tbody[@id='main-table']/tr[.//*[text()='{text}']]")

    def press(self, row, column):
        """Press the button in one column of a row, wait for the page's answer, close it, and return its text."""
        self.row(row).find_element(By.CSS_SELECTOR, f"td.{column} a").click()
        self.until(lambda: [one for one in self.find_all(".modal.in") if one.is_displayed()])
        modal = self.find(".modal.in")
        kind, told = modal.get_attribute("id"), self.until(lambda: modal.text)
        self.script("$('.modal').removeClass('fade').modal('hide')")
        self.until(lambda: not self.find_all(".modal, .modal-backdrop"))
        assert kind == "success-modal", told
        return told

    def complaints(self):
        """Return the faults of scripts that the browser has reported since it was last asked."""
        log = self.driver.get_log("browser")
        return [one["message"] for one in log if one["level"] == "SEVERE" and one["source"] != "network"]


@pytest.fixture(scope="session")
def start_server():
    """Start a Jupyter server in a course folder; it ends with its whole process group."""

    @contextlib.contextmanager
    def start(folder):
        command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
        command += ["--ServerApp.port=0", f"--IdentityProvider.token={TOKEN}"]
        log = folder.home / "server.log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                command,
                cwd=folder.path,
                env=folder.environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield address_of(process, folder.home / "runtime", log)
        finally:
            end(process)

    return start


def address_of(process, runtime, log):
    """Wait until the server has written down where it listens, which it does when it is ready."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError, ValueError, KeyError):
            return json.loads((runtime / f"jpserver-{process.pid}.json").read_text())["url"]
        time.sleep(0.1)
    pytest.fail(f"The server did not start:\n{log.read_text()}")


def end(process):
    """End the server and all that it has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(ENDING_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="session")
def start_browser(tmp_path_factory, browser_arguments):
    """Start a headless browser with a profile of its own."""
    if DRIVER is None:
        pytest.skip("needs chromium and chromedriver")

    def start():
        options = webdriver.ChromeOptions()
        for option in (*browser_arguments, SIZE, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
            options.add_argument(option)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        return webdriver.Chrome(options=options, service=Service(DRIVER))

    return start


@pytest.fixture(scope="session")
def instructor_of(start_server, start_browser):
    """Let an instructor log in to a server in a course folder."""

    @contextlib.contextmanager
    def open_pages(folder):
        with start_server(folder) as address, start_browser() as driver:
            instructor = Instructor(driver, address)
            instructor.log_in()
            yield instructor

    return open_pages
