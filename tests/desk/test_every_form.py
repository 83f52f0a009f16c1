"""No task loses input: every form of the desk, sent with every kind of wrong value, has everything typed in the page that answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from desk.conftest import Held
from desk.test_matrix import addresses, methods_of, routes
from django.db import transaction
from django.test import Client
from django.urls import reverse
from lxml import html  # type: ignore[import-untyped]

from sulh.desk import memory
from sulh.desk.entering import ENTERED
from sulh.record import cache

# What is no task: signing in and out, the language, the choice of a download; secrets are not sent back to the one who typed them.
ASIDE = re.compile(r"/(sign-in|sign-out|language|account|lists)/")
# Pages that are there to do something.
DOING = re.compile(r"/(edit|join|part|share|correct|fields|merge|coding|enter)/")
# How a page says that something is wrong.
SAID = re.compile(r'role="alert"|class="message error"|wrong-why|aria-invalid="true"')
LONG = "long " * 1200
# By what is wrong: the value that is put in the place of what a form was opened with.
WRONG = {"nothing": "", "no such thing": "no such thing \u2021", "zero byte": "a\x00b", "too long": LONG}


@dataclass
class Form:
    """A form of a page as a browser would send it."""

    page: str
    action: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)

    @property
    def sort(self) -> str:
        """Forms of one sort have one address but for the thing they are about."""
        return sort_of(self.action)


def sort_of(address: str) -> str:
    """The path of an address without what it is about."""
    path = re.sub(r"[0-9a-f]{12,}[^/]*|(?<=/)(meeting|sha256):[^/]+|(?<=/)\d+(?=/)", "*", urlsplit(address).path)
    return re.sub(r"/(actors|tracks|accounts|groups|people)/[^/]+/", r"/\1/*/", path)


def forms(page: str, text: str) -> Iterator[Form]:
    """The forms of a page that change something and in which something is typed or chosen."""
    tree = html.fromstring(text)
    for one in tree.xpath("//form[translate(@method, 'POST', 'post')='post']"):
        found = Form(page, urljoin(page, one.get("action") or page))
        name_of = one.get("id")
        controls = one.xpath(".//input|.//textarea|.//select|.//button")
        controls += tree.xpath("//*[@form=$form]", form=name_of) if name_of else []
        for control in controls:
            read(control, found)
        if (found.typed or found.chosen) and not ASIDE.search(found.action):
            yield found


def read(control: Any, into: Form) -> None:
    name, kind = control.get("name"), control.get("type", "text" if control.tag == "input" else "").lower()
    if not name or kind in ("file", "submit", "image", "reset", "password") or control.tag == "button":
        if control.tag == "button" and name and name not in into.sent:
            into.sent[name] = [control.get("value", "")]
        return
    if control.tag == "select":
        into.sent.setdefault(name, []).extend(option.get("value", option.text or "") for option in control.xpath(".//option[@selected]"))
        into.chosen.append(name)
    elif kind in ("checkbox", "radio"):
        if control.get("checked") is not None:
            into.sent.setdefault(name, []).append(control.get("value", "on"))
        into.chosen.append(name)
    elif kind == "hidden":
        into.sent.setdefault(name, []).append(control.get("value", ""))
    else:
        value = (control.text or "").removeprefix("\n") if control.tag == "textarea" else control.get("value", "")
        into.sent.setdefault(name, []).append(value)
        into.typed.append(name)


def attempts(form: Form) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """What is sent: all that can be typed is, and one field after another is wrong, and all of them."""
    whole = dict(form.sent)
    for at, name in enumerate(form.typed):
        if not any(whole[name]):
            whole[name] = [f"typed words {at}"]
    for name in form.typed:
        for how in ("nothing", "no such thing"):
            yield f"{name}: {how}", {**whole, name: [WRONG[how]]}
    for how, value in WRONG.items() if form.typed else ():
        yield f"all: {how}", {**whole, **{name: [value] for name in form.typed}}
    for name in dict.fromkeys(form.chosen):
        yield f"{name}: no such choice", {**whole, name: ["no-such-choice"]}
    yield "none chosen", {key: value for key, value in whole.items() if key not in form.chosen}


def stands(text: str) -> str:
    """Everything that stands in a page and in its fields, with blanks as one."""
    return " ".join(unescape(re.sub(r"<[a-z/][^>]*>", lambda tag: " ".join(re.findall(r'value="([^"]*)"', tag[0])), text)).split())


def lost(client: Client, form: Form, sent: dict[str, list[str]]) -> str:
    """What is wrong with the answer; empty where it was taken, or says what is wrong and has all that was typed."""
    data = {name: values if len(values) != 1 else values[0] for name, values in sent.items()}
    answer: Any = client.post(form.action, data, headers={"Referer": f"http://testserver{form.page}"})
    if answer.status_code == 302:
        answer = client.get(urljoin(form.action, answer["Location"]), follow=True)
        text = answer.content.decode()
        if not SAID.search(text):
            return "" if answer.status_code == 200 else f"leads to {answer.status_code}"
    elif answer.streaming:
        answer.close()
        return ""
    elif answer.get("Content-Type", "").partition(";")[0] != "text/html" or answer.status_code in (201, 204):
        return ""
    else:
        text = answer.content.decode()
    if answer.status_code >= 500:
        return f"breaks: {answer.status_code}"
    if not SAID.search(text):
        return "" if answer.status_code < 400 else "does not say what is wrong"
    page = stands(clean(text))
    missing = [name for name in form.typed for value in sent.get(name, ()) if " ".join(clean(value).split()) not in page]
    return f"loses {', '.join(missing)}" if missing else ""


def clean(value: str) -> str:
    """What a page can show of a value: zero bytes are dropped, by whoever drops them."""
    return value.replace("\x00", "").replace("\ufffd", "")


def pages(client: Client, held: Held) -> Iterator[tuple[str, str]]:
    """Every page that has an address of its own, and those that these lead to in order to do something: address and content."""
    waiting = [address for route in routes() if "GET" in methods_of(route) for address in islice(addresses(route, held), 2)]
    waiting += [reverse("enter-fact", args=[kind]) for kind in ENTERED]
    seen = set()
    while waiting:
        address = waiting.pop(0)
        if sort_of(address) + urlsplit(address).query in seen:
            continue
        answer: Any = client.get(address)
        if answer.status_code == 200 and "text/html" in answer["Content-Type"] and answer.content.strip():
            seen.add(sort_of(address) + urlsplit(address).query)
            text = answer.content.decode()
            yield address, text
            links = (urljoin(address, unescape(one)).partition("#")[0] for one in re.findall(r'<a [^>]*href="([^"]+)"', text))
            waiting += [one for one in links if DOING.search(urlsplit(one).path) and not urlsplit(one).query]


@pytest.mark.slow
def test_no_form_loses_what_was_typed_whatever_is_wrong(held: Held, as_: Callable[[str], Client]) -> None:
    # Who may do most sees most forms; the one document that others alone see has the forms of all documents.
    client = as_("admin")
    seen: dict[str, Form] = {}
    for address, text in pages(client, held):
        for form in forms(address, text):
            seen.setdefault(form.sort, form)
    assert len(seen) > 30, sorted(seen)
    faults: list[str] = []
    for form in seen.values():
        for said, sent in attempts(form):
            with transaction.atomic():
                if wrong := lost(client, form, sent):
                    faults.append(f"{form.action} {said}: {wrong}")
                transaction.set_rollback(True)
            cache.forget()
            memory.forget()
    assert not faults, "\n".join(faults)
