"""The manual's recipes: each step is checked here, a recipe that misses a step fails, and no recipe names more files than it may."""

from __future__ import annotations

import csv
import gettext
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

django = pytest.importorskip("django")
django.setup()

from sulh.documents import SUFFIXES  # noqa: E402
from sulh.documents.formats import FORMATS  # noqa: E402
from sulh.documents.language import detect_language  # noqa: E402
from sulh.model import ActKind, Issue  # noqa: E402
from sulh.record.access import ACTIONS  # noqa: E402
from sulh.text.issues import find_issues  # noqa: E402
from sulh.text.phrases import Phrases  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src/sulh/data"
RECIPES = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
CODES = DATA / "words/codes.csv"
SCHEMA = "src/sulh/data/reading.schema.json"
# Files that a recipe may name in its steps; a larger number is a reason to mend the code, not the number.
MOST_FILES = {"An issue code": 3, "A document format": 3, "An act verb": 2, "A kind of fact": 6, "A page": 5, "A language": 4}
# Made up in the recipe, to be written by whoever follows it.
INVENTED = frozenset(
    {
        "src/sulh/documents/odt.py",
        "src/sulh/reading/deliveries.py",
        "src/sulh/desk/pages/deliveries.py",
        "src/sulh/desk/templates/desk/deliveries.html",
    }
)

Row = Mapping[str, str]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def recipes(text: str) -> dict[str, list[str]]:
    """The files that the numbered steps of each recipe open with."""
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return {section.split("\n", 1)[0]: re.findall(r"^\d+\. `([^`]+)`", section, re.MULTILINE) for section in sections}


def recipe_faults(text: str, most: Mapping[str, int]) -> list[str]:
    """Recipes that name too many files, none at all or one that is not there."""
    found = []
    for title, files in recipes(text).items():
        if not files:
            found.append(f"{title}: no step names a file")
        if len(set(files)) > most.get(title, 0):
            found.append(f"{title}: {len(set(files))} files where {most.get(title, 0)} are allowed")
        found += [f"{title}: {file} is not there" for file in files if file not in INVENTED and not (ROOT / file).is_file()]
    return found


def test_recipes_name_few_files_and_all_are_there() -> None:
    assert set(MOST_FILES) <= set(recipes(RECIPES))
    assert recipe_faults(RECIPES, MOST_FILES) == []


def test_recipe_with_too_many_files_or_a_wrong_one_is_caught() -> None:
    text = "## A\n1. `Makefile`: x\n2. `README.md`: y\n\n## B\n\nSay.\n\n## C\n1. `src/none.py`: z\n"
    assert len(recipe_faults(text, {"A": 1, "B": 3, "C": 3})) == 3
    assert recipe_faults("## A\n1. `Makefile`: x\n2. `README.md`: y\n", {"A": 2}) == []


# An issue code


def wordless(codes: Iterable[str], table: Sequence[Row]) -> list[str]:
    """Codes without words for people, by the table of words: those that miss a language or a meaning."""
    own = {row["code"]: row for row in table if row["vocabulary"] == "Issue" and not row["form"]}
    found = []
    for code in codes:
        row = own.get(code)
        if row is None:
            found.append(f"{code}: has no words for people")
            continue
        found += [f"{code}: has no words in {name}" for name in ("en", "ar") if not row[name].strip()]
        if not row["meaning"].endswith("."):
            found.append(f"{code}: has no meaning, one sentence with a full stop")
    return found


def issue_faults(codes: Iterable[str], *, lexicon: Sequence[Row], words: Sequence[Row], schema: Mapping[str, Any]) -> list[str]:
    """What is missing for a code to be found in texts, shown to people and allowed in readings."""
    codes = list(codes)
    english = {code for row in lexicon if row["language"] == "en" for code in row["issue"].split(";")}
    # What none of the others fits is found by no wording of its own.
    found = [f"{code}: has no wording in issues.csv" for code in codes if code not in english]
    found += [f"{code}: issues.csv has wordings of no code" for code in sorted(english - set(codes) - {"-"})]
    found += wordless(codes, words)
    allowed = set(re.findall(r'"([a-z_]+)"', json.dumps(schema)))
    return found + [f"{code}: not in the schema; run scripts/build_schema.py" for code in codes if code not in allowed]


def issue_tables() -> dict[str, Any]:
    """The tables that an issue code stands in."""
    schema = json.loads((DATA / "reading.schema.json").read_text(encoding="utf-8"))
    return {"lexicon": rows(DATA / "issues.csv"), "words": rows(CODES), "schema": schema}


def test_every_issue_code_is_found_shown_and_allowed() -> None:
    assert issue_faults([issue.value for issue in Issue if issue is not Issue.OTHER], **issue_tables()) == []


def test_issue_code_that_misses_a_step_is_caught() -> None:
    codes = [issue.value for issue in Issue if issue is not Issue.OTHER]
    tables = issue_tables()
    words = {"en": "Water", "ar": "\u0645\u064a\u0627\u0647"}
    water = {"vocabulary": "Issue", "code": "water", "form": "", **words, "meaning": "Wells."}
    steps: dict[str, Any] = {
        "lexicon": [*tables["lexicon"], {"issue": "water", "language": "en", "pattern": "water supply", "note": ""}],
        "words": [*tables["words"], water],
        "schema": {**tables["schema"], "more": ["water"]},
    }
    assert issue_faults([*codes, "water"], **steps) == []
    for step in steps:
        assert len(issue_faults([*codes, "water"], **{**steps, step: tables[step]})) == 1, step
    untranslated = [*tables["words"], {**water, "ar": ""}]
    assert issue_faults([*codes, "water"], **{**steps, "words": untranslated}) == ["water: has no words in ar"]
    assert issue_faults(codes, **{**tables, "lexicon": steps["lexicon"]}) == ["water: issues.csv has wordings of no code"]


# A document format


class _Accepted(HTMLParser):
    """What a page's file fields take."""

    def __init__(self) -> None:
        super().__init__()
        self.suffixes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "file":
            self.suffixes |= set((given.get("accept") or "").split(","))


def format_faults(formats: Mapping[str, Sequence[str]], *, page: str, manual: str, sampled: Iterable[str]) -> list[str]:
    """Endings that the upload form does not offer or the manual does not name, and formats without a sample among the tests."""
    form = _Accepted()
    form.feed(page)
    suffixes = {suffix for own in formats.values() for suffix in own}
    found = [f"{suffix}: the upload form does not offer it" for suffix in sorted(suffixes - form.suffixes)]
    found += [f"{suffix}: the upload form offers it, and nothing reads it" for suffix in sorted(form.suffixes - suffixes)]
    found += [f"{suffix}: docs/read.md does not name it" for suffix in sorted(suffixes) if f"`{suffix}`" not in manual]
    return found + [f"{name}: tests/documents/conftest.py has no sample" for name, own in formats.items() if not set(own) & set(sampled)]


def samples() -> set[str]:
    """The endings of the samples that the tests of documents use."""
    source = (ROOT / "tests/documents/conftest.py").read_text(encoding="utf-8")
    return set(re.findall(r'^ +"(\.[a-z]+)": ', source, re.MULTILINE))


@pytest.fixture
def form(db: None) -> str:
    """The page on which files are added, as an editor sees it."""
    from django.test import Client
    from django.urls import reverse

    from sulh.record.accounts import create_user
    from sulh.record.models import User

    create_user("editor", "a long sentence nobody guesses", "editor", (), author="tests")
    client = Client()
    client.force_login(User.objects.get(username="editor"), backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("documents-add")).content.decode()


def test_every_format_is_offered_described_and_tried(form: str) -> None:
    assert {suffix for own in FORMATS.values() for suffix in own} == SUFFIXES
    assert format_faults(FORMATS, page=form, manual=(ROOT / "docs/read.md").read_text(encoding="utf-8"), sampled=samples()) == []


def test_format_that_misses_a_step_is_caught() -> None:
    formats = {"text": (".txt",), "OpenDocument": (".odt",)}
    page, manual, sampled = '<input type="file" accept=".odt,.txt">', "`.txt` and `.odt`", {".txt", ".odt"}
    assert format_faults(formats, page=page, manual=manual, sampled=sampled) == []
    assert len(format_faults(formats, page='<input type="file" accept=".txt">', manual=manual, sampled=sampled)) == 1
    assert len(format_faults({"text": (".txt",)}, page=page, manual=manual, sampled=sampled)) == 1
    assert len(format_faults(formats, page=page, manual="`.txt`", sampled=sampled)) == 1
    assert len(format_faults(formats, page=page, manual=manual, sampled={".txt"})) == 1


# An act verb

CLASSES = frozenset("vupsawcxmr")
# Verbs of statements that are no act of a meeting: what was discussed stands in the agenda.
NO_ACT = frozenset({"discuss"})


def verb_faults(acts: Sequence[Row], ladder: Sequence[Row]) -> list[str]:
    """Rows that the reading cannot use, verbs of statements that it does not know, and acts without a verb."""
    kinds = {kind.value for kind in ActKind}
    found = [f"{row['pattern']}: no act {row['act']}" for row in acts if row["act"] not in kinds | {"-"}]
    found += [f"{row['pattern']}: no class {row['class']}" for row in acts if row["class"] not in CLASSES]
    found += [f"{row['verb']}: no act {row['act']}" for row in ladder if row["act"] not in kinds]
    found += [f"{row['verb']}: a step is 1 to 5, and says where it comes from" for row in ladder if not _has_step(row)]
    known = Phrases.of((row["pattern"], row["act"]) for row in acts if row["class"] != "m").pattern
    english = [row for row in ladder if row["language"] == "en"]
    for row in english:
        forms = [re.sub(r"\*", "s", form.replace(" ~ ", " ")) for form in row["forms"].split("|")]
        if row["verb"] not in NO_ACT and not any(known.search(form) for form in forms):
            found.append(f"{row['verb']}: acts.csv has no pattern for it")
    for name, table in (("acts.csv", acts), ("strength.csv", english)):
        found += [f"{kind}: no verb in {name}" for kind in sorted(kinds - {row["act"] for row in table})]
    return found


def _has_step(row: Row) -> bool:
    return row["strength"] in {"1", "2", "3", "4", "5"} and bool(row["ladder"] and row["source"])


def test_every_act_has_verbs_and_every_verb_of_statements_is_read() -> None:
    assert verb_faults(rows(DATA / "acts.csv"), rows(DATA / "strength.csv")) == []


def test_act_verb_that_misses_a_step_is_caught() -> None:
    acts, ladder = rows(DATA / "acts.csv"), rows(DATA / "strength.csv")
    read = {"act": "call", "class": "v", "pattern": "cajol(e|es|ed)", "note": ""}
    step = {"verb": "cajole", "language": "en", "act": "call", "ladder": "directive", "strength": "2"}
    step |= {"forms": "cajole|cajoled", "source": "ours"}
    assert verb_faults([*acts, read], [*ladder, step]) == []
    assert verb_faults(acts, [*ladder, step]) == ["cajole: acts.csv has no pattern for it"]
    assert len(verb_faults([*acts, {**read, "act": "beg"}], [*ladder, step])) == 1
    assert len(verb_faults([*acts, {**read, "class": "q"}], [*ladder, step])) == 1
    assert len(verb_faults([*acts, read], [*ladder, {**step, "strength": "9"}])) == 1
    assert len(verb_faults([*acts, read], [*ladder, {**step, "source": ""}])) == 1
    assert verb_faults([row for row in acts if row["act"] != "thank"], ladder)
    assert verb_faults(acts, [row for row in ladder if row["act"] != "thank"]) == ["thank: no verb in strength.csv"]


# A kind of fact

# The recipe followed: before which words of a file each step puts what.
_NEW_CODES = '''class DeliveryKind(StrEnum):
    """What was delivered."""

    FOOD = "food"
    MEDICINE = "medicine"


'''
_NEW_KIND = '''@dataclass(frozen=True, slots=True)
class Delivery:
    """Aid that came to a place."""

    what: DeliveryKind
    cite: Citation
    by: Actor | None = None
    to: Place | None = None
    amount: Count | None = None
    date: Date | None = None
    note: str | None = None


'''
_NEW_WORDS = """kind,delivery,,Delivery,\u062a\u0633\u0644\u064a\u0645,
kind,delivery,many,Deliveries,\u062a\u0633\u0644\u064a\u0645\u0627\u062a,
DeliveryKind,food,,Food,\u063a\u0630\u0627\u0621,"Food, and water to drink."
DeliveryKind,medicine,,Medicine,\u062f\u0648\u0627\u0621,"Medicine, and what doctors work with."
"""
_NEW_COLUMNS = """delivery,what,What,\u0645\u0627\u0630\u0627,what was delivered,food
delivery,to,Place,\u0645\u0643\u0627\u0646,the place it came to,Douma
delivery,date,,,EDTF,2021-06
,amount,Amount,\u0643\u0645\u064a\u0629,"how much, in lorries",40
,note,Note,\u0645\u0644\u0627\u062d\u0638\u0629,in words,
"""
DELIVERY: Mapping[str, Sequence[tuple[str, str]]] = {
    "src/sulh/model/vocabulary.py": [('    "DocumentKind",\n', '    "DeliveryKind",\n'), ("class DocumentKind(StrEnum):", _NEW_CODES)],
    "src/sulh/model/facts.py": [
        ("    DocumentKind,\n    Harmed,", "    DeliveryKind,\n"),
        ("@dataclass(frozen=True, slots=True)\nclass Facts:", _NEW_KIND),
        ("    releases: tuple[Release, ...] = ()\n", "    deliveries: tuple[Delivery, ...] = ()\n"),
        ('declare(Release, "release"', 'declare(Delivery, "delivery", "deliveries", identity=("what", "by", "to", "date"), later=True)\n'),
    ],
    "src/sulh/data/words/codes.csv": [("kind,release,,", _NEW_WORDS)],
    "src/sulh/data/words/properties.csv": [(",quote,", _NEW_COLUMNS)],
}
# The page of the new kind, by the recipe after the next; it has no string of its own but in the navigation.
_NEW_VIEW = '''"""Aid that came to a place."""

from django.shortcuts import render

from sulh.record.queries.facts import facts_of


def listed(request):
    """All deliveries, by day."""
    return render(request, "desk/deliveries.html", {"found": facts_of(request.viewer, "delivery")})
'''
_NEW_TEMPLATE = """{% extends "desk/base.html" %}
{% block title %}{{ "delivery"|kind }}{% endblock %}
{% block main %}<ul>{% for fact in found.rows %}<li>{{ fact.claim|says }} ({{ fact.value.date|day }})</li>{% endfor %}</ul>{% endblock %}
"""
PAGE: Mapping[str, Sequence[tuple[str, str]]] = {
    "src/sulh/desk/pages/deliveries.py": [("", _NEW_VIEW)],
    "src/sulh/desk/urls.py": [
        ("    documents,\n", "    deliveries,\n"),
        ('    route("tracks/", ', '    route("deliveries/", deliveries.listed, "read", name="deliveries"),\n'),
    ],
    "src/sulh/desk/templates/desk/deliveries.html": [("", _NEW_TEMPLATE)],
    "src/sulh/desk/workplaces.py": [
        ('            View(gettext_noop("Tracks"), "tracks"', '            View(gettext_noop("Deliveries"), "deliveries"),\n')
    ],
}
VALUES = ("what=food", "by=UN", "to=Douma", "amount=40", "date=2021-06", "note=by road")


def with_kind(folder: Path, *, without: str = "") -> Path:
    """A copy of the package in which the recipes of a kind and of its page were followed, but for one step."""
    # With the compiled modules, which hold as long as the times of their sources are the same.
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("*.egg-info"))
    (folder / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/build_schema.py", folder / "scripts")
    for file, edits in {**DELIVERY, **PAGE}.items():
        if file == without:
            continue
        path = folder / file
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        for before, added in edits:
            assert before in text, f"{file}: {before!r} is not there"
            text = text.replace(before, added + before, 1)
        path.write_text(text, encoding="utf-8")
    if without != SCHEMA:
        run([str(folder / "scripts/build_schema.py")], folder)
    return folder


def run(command: Sequence[str], folder: Path) -> str:
    """What Python prints in the copy; the last line of what it says where it fails."""
    settings = {**os.environ, "PYTHONPATH": str(folder / "src"), "HOME": str(folder)}
    for name in ("DJANGO_SETTINGS_MODULE", "SULH_RECORD", "SULH_DATABASE_URL"):
        settings.pop(name, None)
    done = subprocess.run([sys.executable, *command], cwd=folder, capture_output=True, text=True, check=False, env=settings)
    return done.stdout if done.returncode == 0 else json.dumps(done.stderr.strip().splitlines()[-1:])


def kind_faults(folder: Path) -> list[str]:
    """What does not follow from the declaration of the kind in the copy."""
    found: list[str] = json.loads(run([str(ROOT / "tests/kind_check.py"), "delivery", str(folder / "new.db"), *VALUES], folder))
    return found


@pytest.mark.slow
def test_kind_of_fact_is_everywhere_after_its_recipe(tmp_path: Path) -> None:
    folder = with_kind(tmp_path)
    assert kind_faults(folder) == []
    files = [path.relative_to(folder) for path in sorted((folder / "src").rglob("*"))]
    changed = [str(file) for file in files if differs(folder / file, ROOT / file)]
    # The schema is written by its script; the other two steps of the recipe are the reader, which this kind does without.
    assert changed == sorted([*DELIVERY, *PAGE, SCHEMA])
    assert [file for file in recipes(RECIPES)["A page"] if not file.endswith(".po")] == [*PAGE]
    assert recipes(RECIPES)["A kind of fact"] == [*DELIVERY, "src/sulh/reading/deliveries.py", "src/sulh/reading/reader.py"]


@pytest.mark.parametrize("step", [*DELIVERY, SCHEMA])
def test_kind_of_fact_that_misses_a_step_is_caught(step: str, tmp_path: Path) -> None:
    faults = kind_faults(with_kind(tmp_path, without=step))
    assert faults
    assert all(Path(step).stem.split(".")[0] in fault or "Error" in fault for fault in faults), faults


def differs(path: Path, other: Path) -> bool:
    """Whether a file is new or changed."""
    kept = path.suffix in (".py", ".csv", ".json", ".html", ".po") and "__pycache__" not in path.parts
    return kept and (not other.is_file() or path.read_bytes() != other.read_bytes())


# A page

DESK = ROOT / "src/sulh/desk"
ROUTE = re.compile(r'route\(\s*"([^"]*)", (\w+)\.(\w+), "(\w+)", name="([^"]+)"')


def sources(folder: Path, ending: str) -> dict[str, str]:
    """The text of every file of a folder, by its path from the desk."""
    return {str(path.relative_to(DESK)): path.read_text(encoding="utf-8") for path in sorted(folder.rglob(f"*{ending}"))}


def desk_sources() -> dict[str, Any]:
    """What pages are made of: addresses, navigation, views, templates and the strings that have their Arabic."""
    with (DESK / "locale/ar/LC_MESSAGES/django.mo").open("rb") as compiled:
        arabic = {message for message in vars(gettext.GNUTranslations(compiled))["_catalog"] if isinstance(message, str)}
    return {
        "urls": (DESK / "urls.py").read_text(encoding="utf-8"),
        "navigation": (DESK / "workplaces.py").read_text(encoding="utf-8"),
        "views": sources(DESK / "pages", ".py"),
        "templates": sources(DESK / "templates", ".html"),
        "arabic": arabic,
    }


def page_faults(*, urls: str, navigation: str, views: Mapping[str, str], templates: Mapping[str, str], arabic: Iterable[str]) -> list[str]:
    """Pages without view, rule, template, words or a way to them, and what is there without an address."""
    translated = set(arabic)
    found, shown = [], set()
    leading = navigation + "".join([*views.values(), *templates.values()])
    for address, module, function, action, name in ROUTE.findall(urls):
        view = views.get(f"pages/{module}.py", "")
        shown.add(f"pages/{module}.py")
        if f"\ndef {function}(" not in view:
            found.append(f"{name}: pages/{module}.py has no {function}")
        if action not in {"open", "own", "persons", *ACTIONS["admin"]}:
            found.append(f"{name}: there is no action {action}")
        if "<" not in address and not re.search(rf"""["']{name}["']""", leading):
            found.append(f"{name}: nothing leads to it; the navigation is in desk/workplaces.py")
    found += [f"{module}: has no address in urls.py" for module in views if module not in {*shown, "pages/__init__.py", "pages/errors.py"}]
    for module, view in views.items():
        found += [
            f"{module}: {name} is not there" for name in re.findall(r'"(desk/[\w/]+\.html)"', view) if f"templates/{name}" not in templates
        ]
    for template, text in templates.items():
        strings = re.findall(r'{% translate "([^"]+)" %}', text)
        found += [f"{template}: no Arabic for {string!r}" for string in strings if string not in translated]
    return found


def test_every_page_has_a_rule_a_template_words_and_a_way_to_it() -> None:
    assert len(ROUTE.findall(desk_sources()["urls"])) > 50
    assert page_faults(**desk_sources()) == []


def test_page_that_misses_a_step_is_caught() -> None:
    desk = desk_sources()
    view = '\n\ndef listed(request):\n    return render(request, "desk/deliveries.html", {})\n'
    text = '{% extends "desk/base.html" %}{% translate "No source tells of a delivery yet." %}'
    steps: dict[str, Any] = {
        "views": {**desk["views"], "pages/deliveries.py": view},
        "urls": desk["urls"] + '    route("deliveries/", deliveries.listed, "read", name="deliveries"),\n',
        "templates": {**desk["templates"], "templates/desk/deliveries.html": text},
        "navigation": desk["navigation"] + '("deliveries", gettext_noop("Deliveries"), "read"),\n',
        "arabic": {*desk["arabic"], "No source tells of a delivery yet."},
    }
    assert page_faults(**steps) == []
    for step in steps:
        assert len(page_faults(**{**steps, step: desk[step]})) == 1, step
    assert len(page_faults(**{**steps, "urls": steps["urls"].replace('"read", name="deliveries"', '"look", name="deliveries"')})) == 1


# A language

# A statement in each language that is read, which names a ceasefire, prisoners and sovereignty.
STATEMENTS = {
    "en": "The guarantors welcomed the ceasefire and the release of the prisoners, and reaffirmed the sovereignty of the country.",
    "fr": "Les garants ont salué le cessez-le-feu et la libération des détenus, et réaffirmé la souveraineté du pays.",
    "es": "Los garantes celebraron el alto el fuego y la liberación de los detenidos, y reafirmaron la soberanía del país.",
    "ru": "Гаранты приветствовали прекращение огня и освобождение задержанных и подтвердили суверенитет страны.",
    "ar": "رحب الضامنون بوقف إطلاق النار والإفراج عن المعتقلين، وأكدوا سيادة البلاد.",
}
NAMED = {"ceasefire", "prisoners", "sovereignty"}
VERBS = frozenset({"agree", "call", "condemn", "decide", "note", "reaffirm", "reject", "thank", "welcome"})


def language_faults(lexicon: Sequence[Row], ladder: Sequence[Row], statements: Mapping[str, str]) -> list[str]:
    """Languages with a part of what reading issues and verbs in them takes."""
    languages = {row["language"] for row in [*lexicon, *ladder]}
    every = {issue.value for issue in Issue}
    found = []
    for language in sorted(languages):
        named = {code for row in lexicon if row["language"] == language for code in row["issue"].split(";")}
        verbs = {row["act"] for row in ladder if row["language"] == language}
        found += [f"{language}: issues.csv has no wording of {code}" for code in sorted(every - named - {"other"})]
        found += [f"{language}: strength.csv has no verb of {act}" for act in sorted(VERBS - verbs)]
        statement = statements.get(language, "")
        if not statement:
            found.append(f"{language}: no statement to try it on")
        elif detect_language(statement) != language:
            found.append(f"{language}: taken for {detect_language(statement)}; see documents/language.py")
        elif NAMED - {mention.issue.value for mention in find_issues(statement)}:
            found.append(f"{language}: issues are not found in it; see _language in text/issues.py")
    return found


def test_every_language_has_all_its_parts() -> None:
    assert language_faults(rows(DATA / "issues.csv"), rows(DATA / "strength.csv"), STATEMENTS) == []


def test_language_that_misses_a_step_is_caught() -> None:
    lexicon, ladder = rows(DATA / "issues.csv"), rows(DATA / "strength.csv")
    statement = "Os garantes saudaram o cessar-fogo e a libertação dos prisioneiros, e reafirmaram a soberania do país."
    issues = [{"issue": issue.value, "language": "pt", "pattern": "x", "note": ""} for issue in Issue]
    verbs = [{"verb": act, "language": "pt", "act": act} for act in VERBS]
    # Known by its words, but the finder of issues reads it as another language.
    [fault] = language_faults([*lexicon, *issues], [*ladder, *verbs], {**STATEMENTS, "pt": statement})
    assert "text/issues.py" in fault
    assert language_faults([*lexicon, *issues], [*ladder, *verbs], STATEMENTS) == ["pt: no statement to try it on"]
    assert len(language_faults([*lexicon, *issues[1:]], [*ladder, *verbs], {**STATEMENTS, "pt": statement})) == 2
    assert len(language_faults([*lexicon, *issues], [*ladder, *verbs[1:]], {**STATEMENTS, "pt": statement})) == 2
    assert "taken for en" in language_faults([*lexicon, *issues], [*ladder, *verbs], {**STATEMENTS, "pt": "Cessar-fogo 2031"})[-1]
