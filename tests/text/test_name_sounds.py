"""Names in Arabic, Cyrillic and Latin letters sound alike when they are one, and not when they are two."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.text.name_sounds import heard, is_like_a_name, like, name_sounds, sounds

# One person's name in a line, by the people it comes from.
NAMES = {
    "Russian": ("لافرنتييف Лаврентьев Lavrentiev Lavrentyev", "بوغدانوف Богданов Bogdanov", "لافروف Лавров Lavrov",
                "تشوركين Чуркин Churkin", "فيرشينين Вершинин Vershinin", "يفغيني Евгений Yevgeny", "غينادي Геннадий Gennady"),
    "Arab": (
        "المعلم Муаллем Muallem Moallem", "المقداد Мекдад Mekdad Miqdad", "الأسد Асад Assad", "حسين Хусейн Hussein",
             "علوش Аллуш Alloush",
             "الحريري Харири Hariri", "شكري Шукри Shoukry", "الصفدي Сафади Safadi", "الجعفري Джаафари Jaafari"),
    "Persian": (
        "ظريف Зариф Zarif", "روحانی Роухани Rouhani", "عبداللهیان Абдоллахиан Abdollahian", "انصاری Ансари Ansari",
        "خاجی Хаджи Khaji"),
    "Turkish": ("أردوغان Эрдоган Erdoğan Erdogan", "Чавушоглу Çavuşoğlu", "فيدان Фидан Fidan", "هاكان Хакан Hakan"),
    "Kazakh": ("توكاييف Токаев Tokayev", "نزارباييف Назарбаев Nazarbayev"),
    "Kurdish": ("مظلوم Мазлум Mazloum", "بارزاني Барзани Barzani"),
    "Norwegian": ("بيدرسن Педерсен Pedersen",),
    "Portuguese": ("غوتيريش Гутерриш Guterres",),
}  # fmt: skip


@pytest.mark.parametrize("line", [line for lines in NAMES.values() for line in lines])
def test_one_name_sounds_alike_in_every_script(line: str) -> None:
    for one, other in combinations(line.split(), 2):
        assert set(sounds(one)) & set(sounds(other)), f"{one} {sounds(one)}, {other} {sounds(other)}"


def test_different_names_do_not_sound_alike() -> None:
    lines = [line.split() for lines in NAMES.values() for line in lines]
    alike = [
        (one, other) for these, those in combinations(lines, 2) for one in these for other in those if set(sounds(one)) & set(sounds(other))
    ]
    assert alike == []


@pytest.mark.parametrize(
    ("one", "other"), [("Yemen", "Oman"), ("اليمن", "Oman"), ("Иран", "Iraq"), ("Salem", "Islam"), ("Moscow", "Мозамбик")]
)
def test_names_that_share_consonants_but_not_their_beginning_differ(one: str, other: str) -> None:
    assert not set(sounds(one)) & set(sounds(other))


def test_small_word_before_an_arabic_name_does_not_hide_it() -> None:
    assert set(like("Pedersen")) & set(heard("وبيدرسن"))


def test_only_words_that_may_be_names_are_kept() -> None:
    assert name_sounds(["Bogdanov spoke of prisoners"]) == " ".join(heard("Bogdanov"))
    assert is_like_a_name("لافروف") and not is_like_a_name("lavrov") and not is_like_a_name("Mr")


@given(st.text(max_size=20))
def test_any_word_has_at_most_four_short_readings(word: str) -> None:
    read = sounds(word)
    assert len(read) <= 4
    assert all(2 <= len(one) <= 2 * len(word) + 2 and one.isascii() for one in read)
