"""How does a made-up performer read, think, move and type?

In: a seed, so that each performance has its own fixed rhythm. Out: pointer moves, clicks and keys in a real browser,
one by one, with pauses in between.

Law: this is a script with human-like pauses and no person; recordings made of it have the pace ``script``. Seconds are
of the order of Card, Moran and Newell's keystroke-level model (1980): 1.35 s to think of a next act, 0.4 s to bring the
hand to the mouse, 1.1 s to point, 0.2 s a key.
"""

import os
from dataclasses import dataclass, field
from random import Random

from playwright.sync_api import Locator, Page

HASTE = float(os.environ.get("SOPWRIGHT_HASTE", "1"))
"""Pauses are divided by this; only for trying a change. Examples are made at 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Somebody at the keyboard.

    Attributes:
        pace: Above 1 is slower than the model; each performer has their own.
        chance: Draws pauses and points; seeded.
    """

    pace: float
    chance: Random = field(repr=False)

    def wait(self, page: Page, low: float, high: float) -> None:
        """Do nothing for a drawn time between ``low`` and ``high`` seconds."""
        page.wait_for_timeout(1000 * self.pace * self.chance.uniform(low, high) / HASTE)

    def think(self, page: Page) -> None:
        """Pause as before a next act."""
        self.wait(page, 0.8, 2.2)

    def read(self, page: Page, words: int) -> None:
        """Pause as long as it takes to read so many words, at about four a second."""
        self.wait(page, words / 5, words / 3)

    def point(self, target: Locator) -> None:
        """Move the pointer to somewhere on the element, in steps."""
        target.wait_for()
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        if box is None:
            return
        across, down = self.chance.uniform(0.3, 0.7), self.chance.uniform(0.35, 0.65)
        target.page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"], steps=12)
        self.wait(target.page, 0.3, 0.8)

    def click(self, target: Locator, *, times: int = 1) -> None:
        """Think, point and click; twice for what opens by a double click."""
        self.think(target.page)
        self.point(target)
        target.click(delay=self.chance.uniform(50, 120), click_count=times)
        self.wait(target.page, 0.2, 0.5)

    def type(self, page: Page, text: str) -> None:
        """Type into what has the focus, key by key."""
        self.wait(page, 0.3, 0.7)  # the hand leaves the mouse
        for letter in text:
            page.keyboard.type(letter)
            self.wait(page, 0.05, 0.17)

    def enter(self, target: Locator, text: str) -> None:
        """Click into a field and type."""
        self.click(target)
        self.type(target.page, text)

    def press(self, page: Page, keys: str) -> None:
        """Press a key or a chord."""
        self.wait(page, 0.4, 0.9)
        page.keyboard.press(keys)

    def choose(self, target: Locator, option: str) -> None:
        """Choose an option of a native list, which opens outside the page and takes no script's clicks."""
        self.think(target.page)
        self.point(target)
        target.focus()
        self.wait(target.page, 0.6, 1.4)
        target.select_option(option)
