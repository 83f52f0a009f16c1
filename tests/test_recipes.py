"""The manual's recipes: each step is checked here, a recipe that misses a step fails, and no recipe names more files than it may."""

from __future__ import annotations

import csv
import json
import re
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
from sulh.text.issues import find_issues  # noqa: E402
from sulh.text.phrases import Phrases  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src/sulh/data"
RECIPES = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
CODES = DATA / "words/codes.csv"
# Files that a recipe may name in its steps; a larger number is a reason to mend the code, not the number.
MOST_FILES = {"An issue code": 3, "A document format": 3, "An act verb": 2, "A language": 4}
# Made up in the recipe, to be written by whoever follows it.
INVENTED = frozenset({"src/sulh/documents/odt.py"})

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
    # The words of codes come into one table with the package of words.
    assert [fault for fault in recipe_faults(RECIPES, MOST_FILES) if CODES.is_file() or "words/codes.csv" not in fault] == []


def test_recipe_with_too_many_files_or_a_wrong_one_is_caught() -> None:
    text = "## A\n1. `Makefile`: x\n2. `README.md`: y\n\n## B\n\nSay.\n\n## C\n1. `src/none.py`: z\n"
    assert len(recipe_faults(text, {"A": 1, "B": 3, "C": 3})) == 3
    assert recipe_faults("## A\n1. `Makefile`: x\n2. `README.md`: y\n", {"A": 2}) == []


# An issue code


def wordless(codes: Iterable[str], table: Sequence[Row]) -> list[str]:
    """Codes without words for people, by the table of words: those that miss a language or, where the table holds them, a meaning."""
    own = {row["code"]: row for row in table if row["vocabulary"] == "Issue" and not row["form"]}
    found = []
    for code in codes:
        row = own.get(code)
        if row is None:
            found.append(f"{code}: has no words for people")
            continue
        found += [f"{code}: has no words in {name}" for name in ("en", "ar") if not row[name].strip()]
        if "meaning" in row and not row["meaning"].endswith("."):
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


def words_of_issues() -> list[dict[str, str]]:
    """The table of words for people; until the package has it, the same rows from the labels of the desk and the codebook."""
    if CODES.is_file():
        return rows(CODES)
    from importlib import import_module

    from django.utils import translation

    labels: Any = import_module("sulh.desk.labels")
    meanings = {row["code"]: row["definition"] for row in rows(DATA / "codebook.csv") if row["vocabulary"] == "Issue"}
    shown: dict[str, dict[str, str]] = {}
    for language in ("en", "ar"):
        with translation.override(language):
            shown[language] = {code: str(text) for code, text in labels.LABELS["issue"].items()}
    return [
        {"vocabulary": "Issue", "code": code, "form": "", "meaning": meanings.get(code, ""), **{name: shown[name][code] for name in shown}}
        for code in shown["en"]
    ]


def issue_tables() -> dict[str, Any]:
    """The tables that an issue code stands in."""
    schema = json.loads((DATA / "reading.schema.json").read_text(encoding="utf-8"))
    return {"lexicon": rows(DATA / "issues.csv"), "words": words_of_issues(), "schema": schema}


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

CLASSES = frozenset("vupsawcx")
# Verbs of statements that are no act of a meeting: what was discussed stands in the agenda.
NO_ACT = frozenset({"discuss"})


def verb_faults(acts: Sequence[Row], ladder: Sequence[Row]) -> list[str]:
    """Rows that the reading cannot use, verbs of statements that it does not know, and acts without a verb."""
    kinds = {kind.value for kind in ActKind}
    found = [f"{row['pattern']}: no act {row['act']}" for row in acts if row["act"] not in kinds | {"-"}]
    found += [f"{row['pattern']}: no class {row['class']}" for row in acts if row["class"] not in CLASSES]
    found += [f"{row['verb']}: no act {row['act']}" for row in ladder if row["act"] not in kinds]
    found += [f"{row['verb']}: a step is 1 to 5, and says where it comes from" for row in ladder if not _has_step(row)]
    known = Phrases.of((row["pattern"], row["act"]) for row in acts).pattern
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
    read = {"act": "call", "class": "v", "pattern": "beg(s|ged)?", "note": ""}
    step = {"verb": "beg", "language": "en", "act": "call", "ladder": "directive", "strength": "2", "forms": "beg|begged", "source": "ours"}
    assert verb_faults([*acts, read], [*ladder, step]) == []
    assert verb_faults(acts, [*ladder, step]) == ["beg: acts.csv has no pattern for it"]
    assert len(verb_faults([*acts, {**read, "act": "beg"}], [*ladder, step])) == 1
    assert len(verb_faults([*acts, {**read, "class": "q"}], [*ladder, step])) == 1
    assert len(verb_faults([*acts, read], [*ladder, {**step, "strength": "9"}])) == 1
    assert len(verb_faults([*acts, read], [*ladder, {**step, "source": ""}])) == 1
    assert verb_faults([row for row in acts if row["act"] != "thank"], ladder)
    assert verb_faults(acts, [row for row in ladder if row["act"] != "thank"]) == ["thank: no verb in strength.csv"]


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
