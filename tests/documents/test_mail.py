"""Mail that passes a text on and mail that answers another one: which words are the document's own, and whose its title and day are."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from sulh.documents import from_text, load
from sulh.documents.asides import asides
from sulh.reading import read_document

TITLE = "Joint statement on the outcomes of the 16th round of the Astana talks"
TOLD = (
    "The 16th round of the Astana talks on Syria was held in Nur-Sultan on 7-8 July 2021. Russia, Iran and Turkey took part.\n\n"
    "They agreed to hold the next round in Nur-Sultan before the end of 2021 and condemned the attacks on civilian facilities."
)
BODY = f"{TITLE}\n\n{TOLD}"
NOTE = (
    "Dear all,\n\nplease find below the text that the hosts sent last night. The envoy asks for the date of the detainee group.\n\nBest, L."
)
TOP = "From: L. Brandt <l@mfa.example>\nTo: desk@mfa.example\nDate: Fri, 9 Jul 2021 09:14:02 +0100\nSubject: {}Astana\n\n"
SIGNATURE = "\n\n--\nL. Brandt\nDirectorate II\nT +49 30 5555 0199"

# Lines of heads as mail programs write them, "|" for the end of a line; first those whose line says that the mail is passed on.
FORWARDED = {
    "thunderbird": "-------- Forwarded Message --------|Subject: \tOutcome|Date: \tThu, 8 Jul 2021 20:01:00 +0600|From: \tHosts|To: \tL.",
    "gmail": "---------- Forwarded message ---------|From: Hosts <h@gov.example>|Date: Thu, Jul 8, 2021 at 8:01 PM|Subject: Outcome",
    "apple": "Begin forwarded message:||From: Hosts <h@gov.example>|Subject: Outcome|Date: 8 July 2021 at 20:01:00 GMT+6|To: L. Brandt",
    "german, set off": "-------- Weitergeleitete Nachricht --------|Betreff: Outcome|Datum: Thu, 8 Jul 2021 20:01:00|Von: Hosts|An: L. B.",
    "russian": "-------- Пересылаемое сообщение --------|От: Hosts|Дата: 08.07.2021 20:01|Кому: L. Brandt|Тема: Outcome",
}
BARE = {
    "outlook": "________________________________|From: Hosts|Sent: Thursday, 8 July 2021 20:01|To: A. <a@b.example>;|L.|Subject: Outcome",
    "outlook, bold": "**From:** Hosts|**Sent:** Thursday, July 8, 2021 8:01 PM|**To:** L. Brandt|**Subject:** Outcome",
    "outlook, older": "-----Original Message-----|From: Hosts|Sent: 8 July 2021 20:01|To: L. Brandt|Subject: Outcome",
    "german": "Von: Hosts|Gesendet: Donnerstag, 8. Juli 2021 20:01|An: L. Brandt|Betreff: Outcome",
    "french": "De : Hosts|Envoyé : jeudi 8 juillet 2021 20:01|À : L. Brandt|Objet : Outcome",
    "spanish": "De: Hosts|Enviado el: jueves, 8 de julio de 2021 20:01|Para: L. Brandt|Asunto: Outcome",
    "turkish": "Kimden: Hosts|Gönderildi: 8 Temmuz 2021 Perşembe 20:01|Kime: L. Brandt|Konu: Outcome",
    "arabic": "من: Hosts|تم الإرسال: 8 يوليو 2021 20:01|إلى: L. Brandt|الموضوع: Outcome",
    "day first in numbers": "De : Hosts|Envoyé : 08/07/2021 20:01|À : L. Brandt|Objet : Outcome",
}
FORWARDED, BARE = ({name: head.replace("|", "\n") + "\n\n" for name, head in heads.items()} for heads in (FORWARDED, BARE))
HEADS = FORWARDED | BARE


def whys(text: str) -> dict[str, str]:
    normal = from_text(text).text
    return {one.why: normal[one.start : one.end] for one in asides(normal, among={"en"})}


def own(text: str) -> str:
    normal = from_text(text).text
    kept = list(normal)
    for one in asides(normal, among={"en"}):
        kept[one.start : one.end] = " " * (one.end - one.start)
    return "".join(kept)


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("note", [NOTE, "FYI", ""], ids=["note", "short note", "no note"])
def test_text_that_is_passed_on_is_the_document_with_the_sender_and_day_of_its_own_head(head: str, note: str) -> None:
    document = from_text(f"{TOP.format('FW: ')}{note}\n\n{head}{TOLD}{SIGNATURE}")
    assert (document.title, document.publisher, document.published) == ("Outcome", "Hosts", "2021-07-08")
    meeting = read_document(document).meetings[0]
    assert (meeting.start, meeting.city, len(meeting.participants)) == ("2021-07-07", "Nur-Sultan", 3)
    words = own(document.text)
    assert words.split("Outcome")[-1].split() == TOLD.split(), words


@pytest.mark.parametrize("head", BARE.values(), ids=BARE)
def test_mail_that_is_answered_is_an_aside_whatever_its_head(head: str) -> None:
    text = f"{TOP.format('AW: RE: ')}It is off, see what they sent.\n\n{head}{TOLD}"
    assert whys(text)["answered"].endswith(TOLD[-60:])
    assert not read_document(from_text(text)).meetings


@pytest.mark.parametrize("head", FORWARDED.values(), ids=FORWARDED)
def test_line_that_says_what_follows_is_passed_on_is_believed(head: str) -> None:
    assert "answered" not in whys(f"{TOP.format('RE: ')}As you asked.\n\n{head}{TOLD}")


def test_reading_of_a_communique_is_the_same_inside_a_mail_that_passes_it_on() -> None:
    alone, inside = (
        read_document(from_text(BODY)),
        read_document(from_text(f"{TOP.format('FW: ')}{NOTE}\n\n-------- Original message --------\n\n{BODY}")),
    )
    assert inside.document.title == alone.document.title == TITLE
    assert inside.document.publisher is None
    assert [(one.kind, one.start, one.city) for one in inside.meetings] == [(one.kind, one.start, one.city) for one in alone.meetings]
    assert [one.act for one in inside.acts] == [one.act for one in alone.acts]


@pytest.mark.parametrize("announced", ["Begin forwarded message:", "", "On 8 Jul 2021, at 20:01, Hosts <h@gov.example> wrote:"])
def test_quote_marks_of_a_text_that_is_passed_on_are_taken_away(announced: str) -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in f"From: Hosts\nDate: 8 July 2021\nTo: L\nSubject: Outcome\n\n{TOLD}".split("\n"))
    document = from_text(f"{TOP.format('Fwd: ')}{NOTE}\n\n{announced}\n\n{quoted}")
    assert "\n>" not in document.text
    assert read_document(document).meetings[0].start == "2021-07-07"


def test_quote_marks_of_an_answer_stay() -> None:
    answer = "> Did they meet in Geneva?\n\nNo, they did not; they stayed in one hotel.\n\n> And the truce?\n\nNothing on paper."
    text = f"{TOP.format('Fwd: ')}See Paulo below.\n\n---- Forwarded message ----\nFrom: P\nDate: 8 July 2021\nTo: L\n\n{answer}"
    assert from_text(text).text.count("> ") == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{TOP.format('')}It is off.\n\n-----Original Message-----\nFrom: B\nSent: 8 July 2021\nTo: L\n\n{TOLD}", "answered"),
        (f"{TOP.format('')}{NOTE}\n\n-----Original Message-----\nFrom: B\nSent: 8 July 2021\nTo: L\n\n{TOLD}", "note"),
        (f"Dear all, for your information.\n\n-----Original Message-----\nFrom: B\nSent: 8 July 2021\nTo: L\n\n{TOLD}", "note"),
        (f"{TOP.format('')}Yes.\n\nOn 3 May, C. Dia wrote:\n{TOLD}", "answered"),
    ],
)
def test_without_a_prefix_the_words_above_say_whether_mail_is_passed_on(text: str, expected: str) -> None:
    assert {"answered", "note"} & whys(text).keys() == {expected}


def test_sentence_that_somebody_wrote_begins_no_mail() -> None:
    text = f"They met.\n\nOn 3 May 2031, in a letter to the Council, the envoy wrote:\n\n{TOLD}"
    assert whys(text) == {}


def test_long_words_above_a_text_are_read_with_it() -> None:
    report = " ".join(["The sides met again in the capital and spoke about the release of prisoners."] * 30)
    assert "note" not in whys(f"{TOP.format('FW: ')}{report}\n\n---- Forwarded message ----\nFrom: C\nDate: 8 July 2021\nTo: L\n\n{TOLD}")


def test_text_passed_on_twice_is_that_of_the_last_mail() -> None:
    inner = f"From: Hosts\nSent: 7 July 2021 20:01\nTo: B\nSubject: Outcome\n\n{TOLD}"
    document = from_text(
        f"{TOP.format('FW: ')}FYI\n\nFrom: B\nSent: 8 July 2021 20:01\nTo: L\nSubject: FW: Outcome\n\nFor the file.\n\n{inner}"
    )
    assert (document.publisher, document.published) == ("Hosts", "2021-07-07")
    assert own(document.text).split("Outcome")[-1].split() == TOLD.split()


@pytest.mark.parametrize("quoted", ["> {}", "{}"], ids=["quoted line by line", "as it was"])
@pytest.mark.parametrize("head", BARE.values(), ids=BARE)
def test_mail_below_a_text_that_is_passed_on_is_what_that_text_answers(head: str, quoted: str) -> None:
    asked = "Is your copy of the 15th round, held in Sochi on 16-17 February 2021, whole?"
    document = from_text(f"{TOP.format('FW: ')}{NOTE}\n\n{head}{TITLE}\n\n{TOLD}\n\n{head}{quoted.format(asked)}")
    assert asked in whys(document.text)["answered"]
    assert [one.start for one in read_document(document).meetings if one.status == "held"] == ["2021-07-07"]


@pytest.mark.parametrize("head", [BARE["german"], BARE["french"], BARE["turkish"]], ids=["german", "french", "turkish"])
def test_heads_of_mails_are_no_turns_of_a_conversation(head: str) -> None:
    points = "The representatives of Norway and Kenya:\n\n1. Condemned the attacks.\n\n2. Called for a ceasefire."
    statement = f"Joint statement by Norway and Kenya\n\n{points}"
    document = from_text(f"WG: Outcome\n\nFYI\n\n{head}{statement}\n\n{head}When do we get the text?")
    acts = read_document(document).acts
    assert len(acts) == 2 and all({actor.id for actor in one.actors} == {"NOR", "KEN"} for one in acts)


@pytest.mark.parametrize(
    ("subject", "wrote"), [("Re: Astana", ""), ("Astana", "On 8 July 2021 at 10:00, B. <b@x.example> wrote:\n")], ids=["subject", "line"]
)
def test_lines_that_a_saved_mail_quotes_are_not_its_own(subject: str, wrote: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "L. Brandt <l@mfa.example>", "desk@mfa.example", subject
    message.set_content(f"{TOLD}\n\n{wrote}> Was the 15th round held in Sochi on 16-17 February 2021?\n> Thanks")
    document = load(bytes(message), path="saved.eml")
    assert own(document.text).rstrip().endswith(TOLD[-40:])


def test_lines_that_a_text_quotes_itself_are_its_own() -> None:
    text = f"{TITLE}\n\nThe hosts said:\n> {TOLD}"
    assert whys(text) == {}


def test_what_somebody_says_of_a_pasted_mail_goes_before_what_its_head_says() -> None:
    text = f"---\ntitle: Mine\npublisher: Us\ndate: 2021-07-10\n---\n\n{TOP.format('FW: ')}FYI\n\n{HEADS['outlook']}{TOLD}"
    document = load(text.encode(), path="pasted.txt")
    assert (document.title, document.publisher, document.published) == ("Mine", "Us", "2021-07-10")


@pytest.mark.parametrize("attached", [False, True])
def test_saved_mail_that_passes_a_text_on_has_the_title_sender_and_day_of_that(attached: bool) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "L. Brandt <l@mfa.example>", "desk@mfa.example", "FW: for the file"
    message["Date"] = "Fri, 9 Jul 2021 09:14:02 +0100"
    if attached:
        inner = EmailMessage()
        inner["From"], inner["Subject"], inner["Date"] = "Hosts <h@gov.example>", "Outcome", "Thu, 8 Jul 2021 20:01:00 +0600"
        inner.set_content(TOLD)
        message.set_content(NOTE)
        message.add_attachment(inner)
    else:
        message.set_content(f"{NOTE}\n\n{HEADS['gmail']}{TOLD}")
    document = load(bytes(message), path="saved.eml")
    assert (document.title, document.publisher, document.published) == ("Outcome", "Hosts", "2021-07-08")
    assert read_document(document).meetings[0].start == "2021-07-07"
